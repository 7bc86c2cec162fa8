import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  type Signal,
  signal,
  viewChild,
} from '@angular/core'
import { AuthError, type Identity } from '@coatcheck/angular'
import { Attempt } from '../forms/attempt'
import { ProviderIcon } from '../providers/provider-icon'
import { News } from '../shell/news'
import { Moment } from '../words/moment'
import { relativeTime } from '../words/relative-time'
import { atStart } from './at-start'
import { WaysIn } from './ways-in'

/** Somebody at a provider as whom the person can log in, and the way to be rid of it. */
@Component({
  selector: 'app-identity-row',
  imports: [Moment, ProviderIcon],
  templateUrl: './identity-row.html',
  styleUrl: './identity-row.scss',
})
export class IdentityRow {
  readonly identity = input.required<Identity>()
  readonly now = input.required<Date>()
  /** The row is about to go, and the focus needs another place. */
  readonly unlinked = output()

  readonly #ways = inject(WaysIn)
  readonly #news = inject(News)
  readonly #injector = inject(Injector)
  protected readonly question = viewChild<ElementRef<HTMLElement>>('question')
  protected readonly opener = viewChild<ElementRef<HTMLElement>>('opener')

  protected readonly isAsking = signal(false)
  protected readonly unlinking = new Attempt()
  /** The server knows better than a list that was fetched before: another tab may have unlinked the rest. */
  readonly #wasRefused = linkedSignal({ source: this.identity, computation: () => false })

  protected readonly isOnlyWayIn = computed(() => this.#wasRefused() || this.#ways.onlyWayIn() === this.identity().id)
  protected readonly title = computed(() => atStart(this.identity().label))
  protected readonly who = computed(() =>
    [this.identity().name, this.identity().email].filter((words) => words).join(' · '),
  )
  protected readonly linkedAt = computed(() => new Date(this.identity().linkedAt))
  protected readonly lastUsedAt = computed(() => new Date(this.identity().lastUsedAt))
  /** Otherwise the two moments would be told in the same words. */
  protected readonly wasUsedLater = computed(
    () => relativeTime(this.linkedAt(), this.now()) !== relativeTime(this.lastUsedAt(), this.now()),
  )

  /** The focus goes to the question, and back to the button that asked for it. */
  protected ask(isAsking: boolean): void {
    // It is on its way, and nobody can say that it is kept.
    if (this.unlinking.isPending()) return
    this.isAsking.set(isAsking)
    this.#focus(isAsking ? this.question : this.opener)
  }

  protected async unlink(): Promise<void> {
    const { id, label } = this.identity()
    const isDone = await this.unlinking.run(() => this.#unlink(id, label))
    if (!isDone || this.#wasRefused()) return
    this.#news.tell(`${atStart(label)} is no longer linked. Other sessions that began with it have ended.`)
    this.unlinked.emit()
  }

  async #unlink(id: string, label: string): Promise<void> {
    try {
      await this.#ways.unlink(id, `unlink ${label}`)
    } catch (error) {
      if (!(error instanceof AuthError) || error.code !== 'last_login_method') throw error
      this.#wasRefused.set(true)
      this.isAsking.set(false)
      this.#focus(this.question)
      void this.#ways.reload()
    }
  }

  #focus(target: Signal<ElementRef<HTMLElement> | undefined>): void {
    afterNextRender({ read: () => target()?.nativeElement.focus() }, { injector: this.#injector })
  }
}
