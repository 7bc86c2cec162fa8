import { computed, effect, inject, Injectable, linkedSignal, signal, untracked } from '@angular/core'
import {
  AuthError,
  AuthService,
  Identities,
  type IdentityList,
  LoginProviders,
  type Provider,
} from '@coatcheck/angular'

interface Known extends IdentityList {
  /** All that are offered, linked or not. */
  readonly providers: readonly Provider[]
}

/** By what the person can log in, and by what else they could. */
@Injectable()
export class WaysIn {
  readonly #auth = inject(AuthService)
  readonly #identities = inject(Identities)
  readonly #providers = inject(LoginProviders)
  readonly #known = linkedSignal<string | null, Known | null>({
    source: this.#auth.userId,
    computation: () => null,
  })
  readonly #hasFailed = signal(false)
  #isAsking = false

  /** Null before the first answer. */
  readonly all = this.#known.asReadonly()
  /** True when there is nothing to show: a list that was had before is better than none. */
  readonly hasFailed = computed(() => this.#hasFailed() && this.all() === null)
  /** Null while nobody knows. Whoever has logged in with a password has one. */
  readonly hasPassword = computed<boolean | null>(() => {
    const known = this.all()
    if (known) return known.hasPassword
    return this.#auth.session()?.methods.includes('password') ? true : null
  })
  /** The only identity with which the person can still log in, when nothing else is left; otherwise null. */
  readonly onlyWayIn = computed<string | null>(() => {
    const { hasPassword = true, identities = [] } = this.all() ?? {}
    const usable = identities.filter(({ provider }) => provider !== null)
    return hasPassword || usable.length > 1 ? null : (usable[0]?.id ?? null)
  })
  /** What is offered and not linked yet. */
  readonly linkable = computed<readonly Provider[]>(() => {
    const { identities = [], providers = [] } = this.all() ?? {}
    return providers.filter(({ id }) => !identities.some(({ provider }) => provider === id))
  })

  constructor() {
    // Also for whoever comes next.
    effect(() => {
      if (this.#auth.userId() !== null) void untracked(() => this.reload())
    })
  }

  /** One question at a time: of two answers, the older one could come last. */
  async reload(): Promise<void> {
    const asker = this.#auth.userId()
    if (asker === null || this.#isAsking) return
    this.#isAsking = true
    this.#hasFailed.set(false)
    try {
      const [list, providers] = await Promise.all([this.#identities.list(), this.#providers.list()])
      if (asker === this.#auth.userId()) this.#known.set({ ...list, providers })
    } catch {
      this.#hasFailed.set(true)
    } finally {
      this.#isAsking = false
      if (asker !== this.#auth.userId()) void this.reload()
    }
  }

  /** That it was gone already is what was wanted. */
  async unlink(id: string, because: string): Promise<void> {
    await this.#identities.unlink(id, because).catch((error: unknown) => {
      if (!(error instanceof AuthError) || error.code !== 'not_found') throw error
    })
    this.#known.update(
      (known) => known && { ...known, identities: known.identities.filter((identity) => identity.id !== id) },
    )
  }
}
