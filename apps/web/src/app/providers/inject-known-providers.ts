import { inject, type Signal, signal } from '@angular/core'
import { LoginProviders, type Provider } from '@coatcheck/angular'

/** The providers as a signal: undefined until the list is there, and empty when it cannot be had. */
export function injectKnownProviders(): Signal<readonly Provider[] | undefined> {
  const known = signal<readonly Provider[] | undefined>(undefined)
  inject(LoginProviders)
    .list()
    .then(
      (providers) => {
        known.set(providers)
      },
      () => {
        known.set([])
      },
    )
  return known.asReadonly()
}

/** What a sentence calls a provider that has no label. */
export const unnamed = 'the provider'
