import { computed, effect, inject, Injectable, linkedSignal, signal, untracked } from '@angular/core'
import { AuthError, AuthService, type DeviceSession } from '@coatcheck/angular'
import { type Device, mergeDevices } from './merge-devices'

/** Where the person is logged in, and where they no longer are since the page was opened. */
@Injectable()
export class OwnDevices {
  readonly #auth = inject(AuthService)
  readonly #sessionId = computed(() => this.#auth.session()?.id ?? null)
  readonly #known = linkedSignal<string | null, readonly Device[] | null>({
    source: this.#sessionId,
    computation: () => null,
  })
  readonly #hasFailed = signal(false)
  #isAsking = false

  /** This device first, then the one seen last; null before the first answer. */
  readonly all = this.#known.asReadonly()
  /** True when there is nothing to show: a list that was had before is better than none. */
  readonly hasFailed = computed(() => this.#hasFailed() && this.all() === null)

  constructor() {
    // Also for whoever comes next.
    effect(() => {
      if (this.#sessionId() !== null) void untracked(() => this.reload())
    })
  }

  /** One question at a time: of two answers, the older one could come last. */
  async reload(): Promise<void> {
    const asker = this.#sessionId()
    if (asker === null || this.#isAsking) return
    this.#isAsking = true
    this.#hasFailed.set(false)
    try {
      const sessions = await this.#auth.sessions.list()
      if (asker === this.#sessionId()) this.#known.update((known) => mergeDevices(known, sessions, new Date()))
    } catch {
      this.#hasFailed.set(true)
    } finally {
      this.#isAsking = false
      if (asker !== this.#sessionId()) void this.reload()
    }
  }

  /** Logs one of the others out. That it was over already is what was wanted. */
  async end({ id }: DeviceSession): Promise<void> {
    await this.#auth.sessions.revoke(id).catch((error: unknown) => {
      if (!(error instanceof AuthError) || error.code !== 'not_found') throw error
    })
    this.#markEnded((session) => session.id === id)
  }

  /** Logs all others out. */
  async endOthers(): Promise<void> {
    await this.#auth.sessions.revokeOthers()
    this.#markEnded((session) => !session.current)
  }

  #markEnded(isEnded: (session: DeviceSession) => boolean): void {
    const ended = { at: new Date(), how: 'Logged out by you' }
    this.#known.update(
      (known) =>
        known?.map((device) => (device.ended || !isEnded(device.session) ? device : { ...device, ended })) ?? null,
    )
  }
}
