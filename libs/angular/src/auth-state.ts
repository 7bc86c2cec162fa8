import { Service, signal } from '@angular/core'
import { Subject } from 'rxjs'
import type { AuthEvent, AuthEventSource } from './auth-event'
import type { AuthSnapshot } from './auth-snapshot'
import { injectDocumentStatus } from './document-status'
import { eventsBetween } from './events-between'

/** Holds the one writable fact. Only the `AuthService` and the testing kit write to it. */
@Service()
export class AuthState {
  readonly #snapshot = signal<AuthSnapshot>(injectDocumentStatus() ?? { status: 'unknown', isStale: false })
  readonly #changed = new Subject<void>()
  readonly #events = new Subject<AuthEvent>()
  #epoch = 0

  readonly snapshot = this.#snapshot.asReadonly()
  /** Emits after every change, synchronously: observables need not wait for an effect. */
  readonly changed$ = this.#changed.asObservable()
  readonly events$ = this.#events.asObservable()

  /** Goes up with every login and logout: an answer to a question of an earlier epoch is out of date. */
  get epoch(): number {
    return this.#epoch
  }

  /** The person logged in or out here: questions that are still under way no longer count. */
  beginEpoch(snapshot: AuthSnapshot): void {
    this.#epoch++
    this.#write(snapshot, 'here')
  }

  /** The server answered a question. */
  take(snapshot: AuthSnapshot): void {
    this.#write(snapshot, 'server')
  }

  /** The server could not be asked: what was known stays, marked. */
  markStale(): void {
    this.#write({ ...this.#snapshot(), isStale: true }, 'server')
  }

  #write(after: AuthSnapshot, source: AuthEventSource): void {
    const before = this.#snapshot()
    this.#snapshot.set(after)
    this.#changed.next()
    for (const event of eventsBetween(before, after, source)) this.#events.next(event)
  }
}
