import { effect, inject, type Signal, signal } from '@angular/core'
import { Identities } from '@coatcheck/angular'

/** With what a person can prove who they are. */
export interface WaysToConfirm {
  readonly hasPassword: boolean
  /** Where they have an identity, and where the app still leads to. */
  readonly providers: readonly { readonly id: string; readonly label: string }[]
}

/** When the server does not say, most people have a password, and nobody is kept waiting. In milliseconds. */
const patience = 1000
const unknown: WaysToConfirm = { hasPassword: true, providers: [] }

/** Asks for the ways each time when they are wanted. `ways` is null until there is something to show. */
export function injectWaysToConfirm(isWanted: Signal<boolean>) {
  const identities = inject(Identities)
  const ways = signal<WaysToConfirm | null>(null)
  const ask = async (): Promise<WaysToConfirm> => {
    const { identities: all, hasPassword } = await identities.list()
    const offered = all.flatMap(({ provider, label }) => (provider === null ? [] : [{ id: provider, label }]))
    return {
      hasPassword,
      providers: offered.filter(({ id }, index) => offered.findIndex((o) => o.id === id) === index),
    }
  }

  effect((onCleanup) => {
    if (!isWanted()) return
    let isOver = false
    const timer = setTimeout(() => {
      ways.set(unknown)
    }, patience)
    const take = (asked: WaysToConfirm) => {
      if (isOver) return
      clearTimeout(timer)
      ways.set(asked)
    }
    onCleanup(() => {
      isOver = true
      clearTimeout(timer)
      ways.set(null)
    })
    ask().then(take, () => {
      take(unknown)
    })
  })

  return {
    ways: ways.asReadonly(),
    /** For whoever turned out to have no password. Without an answer everything stays as it is. */
    async askAgain(): Promise<void> {
      const asked = await ask().catch(() => null)
      if (asked && ways()) ways.set(asked)
    },
  }
}
