import { inject, Injectable, signal } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { AuthService } from '@coatcheck/angular'
import { map, merge } from 'rxjs'
import { Traffic } from '../wire/traffic'
import { type Light, lightOfEvent, lightOfExchange } from './light'

/** The latest light; `id` tells it from the one before, which may have gone the same way. */
@Injectable()
export class Lights {
  readonly #latest = signal<(Light & { readonly id: number }) | null>(null)
  readonly latest = this.#latest.asReadonly()

  constructor() {
    merge(inject(Traffic).exchanges$.pipe(map(lightOfExchange)), inject(AuthService).events$.pipe(map(lightOfEvent)))
      .pipe(takeUntilDestroyed())
      .subscribe((light) => {
        if (light) this.#latest.update((before) => ({ ...light, id: (before?.id ?? 0) + 1 }))
      })
  }
}
