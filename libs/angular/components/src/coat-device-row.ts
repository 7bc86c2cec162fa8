import { Component, computed, ElementRef, inject, input, output } from '@angular/core'
import { AuthError, AuthService } from '@coatcheck/angular'
import { Attempt } from './attempt'
import { CoatMoment } from './coat-moment'
import type { DeviceListTexts } from './device-list-texts'
import type { Device } from './merge-devices'
import { commonStyles } from './styles'

/** One session of the list: what is known of it, and the way to end it. Part of {@link CoatDeviceList}. */
@Component({
  selector: 'coat-device-row',
  imports: [CoatMoment],
  host: { tabindex: '-1' },
  template: `
    <div class="what">
      @if (device().ended; as ended) {
        <s>{{ name() }}</s>
        <small>
          {{ ended.isByHand ? texts().endedHere : texts().endedElsewhere }} ·
          <coat-moment [at]="ended.at" [now]="now()" />
        </small>
      } @else {
        <span>
          {{ name() }}
          @if (session().current) {
            <strong>{{ texts().thisDevice }}</strong>
          }
        </span>
        <small>
          {{ texts().lastSeen }} <coat-moment [at]="lastSeenAt()" [now]="now()" />
          @if (session().ip; as ip) {
            · {{ ip }}
          }
          @if (session().persistent) {
            · {{ texts().remembered }}
          }
        </small>
      }
      <p class="failure" role="alert">{{ failure() }}</p>
    </div>
    @if (!device().ended && !session().current) {
      <button
        type="button"
        [attr.aria-disabled]="attempt.isPending() || null"
        [attr.aria-label]="action() + ': ' + name()"
        (click)="end()"
      >
        {{ action() }}
      </button>
    }
  `,
  styles: [
    commonStyles,
    `
      :host {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
      }
      .what {
        display: grid;
        flex: 1 1 14rem;
        gap: 0.2rem;
        overflow-wrap: anywhere;
      }
      coat-moment {
        display: inline;
      }
    `,
  ],
})
export class CoatDeviceRow {
  readonly device = input.required<Device>()
  readonly now = input.required<Date>()
  readonly texts = input.required<DeviceListTexts>()
  /** It was ended from here. */
  readonly hasEnded = output<string>()

  readonly #auth = inject(AuthService)
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement

  protected readonly attempt = new Attempt()
  protected readonly session = computed(() => this.device().session)
  protected readonly name = computed(() => this.texts().device(this.session().device))
  protected readonly lastSeenAt = computed(() => new Date(this.session().lastSeenAt))
  protected readonly action = computed(() => (this.attempt.isPending() ? this.texts().ending : this.texts().end))
  protected readonly failure = computed(() => {
    const error = this.attempt.failure()
    return error === null ? '' : this.texts().failedToEnd(error)
  })

  protected async end(): Promise<void> {
    const { id } = this.session()
    const isOver = await this.attempt.run(() => this.#auth.sessions.revoke(id).catch(ignoreNotFound))
    if (!isOver) return
    this.hasEnded.emit(id)
    // The button goes away with the session; the row says what became of it.
    this.#element.focus()
  }
}

/** Over already, which is what was wanted. */
function ignoreNotFound(error: unknown): void {
  if (!(error instanceof AuthError) || error.code !== 'not_found') throw error
}
