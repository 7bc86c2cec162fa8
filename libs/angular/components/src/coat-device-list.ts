import { NgTemplateOutlet } from '@angular/common'
import {
  afterNextRender,
  Component,
  computed,
  contentChild,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  NgZone,
  signal,
  type TemplateRef,
  viewChild,
} from '@angular/core'
import { AuthService, type DeviceSession } from '@coatcheck/angular'
import { Attempt } from './attempt'
import { CoatDeviceRow } from './coat-device-row'
import { type DeviceListTexts, deviceListTexts } from './device-list-texts'
import { type Device, endDevices, mergeDevices } from './merge-devices'
import { commonStyles } from './styles'
import { textsOf } from './texts-of'

/** The list is brought up to date so often while somebody looks at it. */
const refreshMilliseconds = 15_000

/**
 * Where the person is logged in: this device on top, and each other one can be logged out, or all at once. What has
 * ended stays for a while, struck. Keeps itself up to date while it is looked at.
 *
 * @example
 * <coat-device-list>
 *   <ng-template #mark let-session><app-ticket [sessionId]="session.id" /></ng-template>
 * </coat-device-list>
 */
@Component({
  selector: 'coat-device-list',
  imports: [CoatDeviceRow, NgTemplateOutlet],
  template: `
    <p class="unseen" role="status">{{ news() }}</p>
    @if (loadFailure(); as error) {
      <div class="trouble">
        <p class="failure" role="alert">{{ texts().failedToLoad(error) }}</p>
        <button type="button" (click)="load()">{{ texts().retry }}</button>
      </div>
    }
    @if (devices(); as devices) {
      <ul #list tabindex="-1">
        @for (device of devices; track device.session.id) {
          <li>
            <ng-container
              [ngTemplateOutlet]="mark() ?? null"
              [ngTemplateOutletContext]="{ $implicit: device.session }"
            />
            <coat-device-row [device]="device" [now]="now()" [texts]="texts()" (hasEnded)="strike([$event])" />
          </li>
        }
      </ul>
      @if (others().length) {
        <div class="actions">
          <button class="main" type="button" [attr.aria-disabled]="ending.isPending() || null" (click)="endOthers()">
            {{ ending.isPending() ? texts().ending : texts().endOthers }}
          </button>
        </div>
        <p class="failure" role="alert">{{ failure() }}</p>
      } @else {
        <p>{{ texts().noOthers }}</p>
      }
    } @else if (auth.isLoggedIn() && !loadFailure()) {
      <p role="status">{{ texts().loading }}</p>
    }
  `,
  styles: [
    commonStyles,
    `
      ul {
        margin: 0 0 1rem;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 1rem;
        align-items: center;
        padding-block: 0.75rem;
        border-block-end: 1px solid var(--coat-rule, color-mix(in srgb, currentColor 25%, transparent));
      }
      .trouble {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
        margin-block-end: 1rem;
      }
    `,
  ],
})
export class CoatDeviceList {
  readonly texts = input<DeviceListTexts, Partial<DeviceListTexts>>(deviceListTexts, {
    transform: textsOf(deviceListTexts),
  })
  /** What the app shows beside each session; the session is its implicit variable. */
  protected readonly mark = contentChild<TemplateRef<{ $implicit: DeviceSession }>>('mark')

  protected readonly auth = inject(AuthService)
  readonly #document = inject(DOCUMENT)
  readonly #zone = inject(NgZone)
  readonly #destroyRef = inject(DestroyRef)
  protected readonly list = viewChild<ElementRef<HTMLElement>>('list')

  protected readonly loadFailure = signal<unknown>(null)
  #isLoading = false
  protected readonly ending = new Attempt()
  protected readonly now = signal(new Date())
  protected readonly news = signal('')
  /** Null until there is a list, and again when it would be somebody else's. */
  protected readonly devices = linkedSignal<string | null, readonly Device[] | null>({
    source: this.auth.userId,
    computation: () => null,
  })
  protected readonly others = computed(
    () => this.devices()?.filter(({ session, ended }) => !session.current && !ended) ?? [],
  )
  protected readonly failure = computed(() => {
    const error = this.ending.failure()
    return error === null ? '' : this.texts().failedToEnd(error)
  })

  constructor() {
    // In the browser alone: what a server renders is nobody's.
    afterNextRender(() => {
      void this.load()
      this.#refreshWhileLookedAt()
    })
  }

  protected async load(): Promise<void> {
    const userId = this.auth.userId()
    if (userId === null || this.#isLoading) return
    this.#isLoading = true
    try {
      const list = await this.auth.sessions.list()
      if (userId === this.auth.userId()) this.devices.update((before) => mergeDevices(before ?? [], list, this.#tick()))
      this.loadFailure.set(null)
    } catch (error) {
      this.loadFailure.set(error)
    } finally {
      this.#isLoading = false
    }
  }

  protected async endOthers(): Promise<void> {
    const ids = this.others().map(({ session }) => session.id)
    const hasEnded = await this.ending.run(() => this.auth.sessions.revokeOthers())
    if (!hasEnded) return
    this.strike(ids)
    this.news.set(this.texts().othersEnded(ids.length))
    this.list()?.nativeElement.focus()
  }

  protected strike(ids: readonly string[]): void {
    const now = this.#tick()
    this.devices.update((devices) => devices && endDevices(devices, ids, now))
  }

  #refreshWhileLookedAt(): void {
    const refresh = () => {
      if (this.#document.visibilityState === 'visible') void this.load()
    }
    const end = new AbortController()
    const timer = this.#zone.runOutsideAngular(() => setInterval(refresh, refreshMilliseconds))
    this.#document.addEventListener('visibilitychange', refresh, end)
    this.#destroyRef.onDestroy(() => {
      end.abort()
      clearInterval(timer)
    })
  }

  #tick(): Date {
    this.now.set(new Date())
    return this.now()
  }
}
