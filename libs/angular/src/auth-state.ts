import { computed, Service, signal } from '@angular/core'
import type { SessionInfo } from '@coatcheck/contract'
import { Subject } from 'rxjs'
import type { AuthEvent, AuthEventSource } from './auth-event'
import type { AuthSnapshot } from './auth-snapshot'
import { injectDocumentStatus } from './document-status'
import { eventsBetween } from './events-between'

/**
 * Holds the one writable fact. An answer may be written only if it is not out of date: whoever asks remembers
 * {@link epoch} and {@link revision} and compares.
 */
@Service()
export class AuthState {
  readonly #snapshot = signal<AuthSnapshot>(injectDocumentStatus() ?? { status: 'unknown', isStale: false })
  readonly #changed = new Subject<AuthEventSource>()
  readonly #events = new Subject<AuthEvent>()
  #epoch = 0
  #revision = 0

  readonly snapshot = this.#snapshot.asReadonly()
  readonly session = computed<SessionInfo | null>(() => this.#snapshot().session ?? null)
  /** Tells after every change who knew of it, synchronously: observables need not wait for an effect. */
  readonly changed$ = this.#changed.asObservable()
  readonly events$ = this.#events.asObservable()

  /** Goes up when another session begins or none is left: an answer to what was asked before is nobody's any more. */
  get epoch(): number {
    return this.#epoch
  }

  /** Goes up with every answer that was taken: one that left before may be older than what is known now. */
  get revision(): number {
    return this.#revision
  }

  /** The server answered. */
  take(snapshot: AuthSnapshot, source: AuthEventSource = 'server'): void {
    const before = this.#snapshot()
    if (before.userId !== snapshot.userId || before.session?.id !== snapshot.session?.id) this.#epoch++
    this.#revision++
    // The server tells the reason for some minutes only, and it is still the same session that ended.
    const isSameEnd = snapshot.status === 'anonymous' && before.endReason && !snapshot.endReason
    this.#write(isSameEnd ? { ...snapshot, endReason: before.endReason } : snapshot, source)
  }

  /** The server could not be asked: what was known stays, marked. */
  markStale(): void {
    this.#write({ ...this.#snapshot(), isStale: true }, 'server')
  }

  /** Something happened that no answer tells, since time alone brought it about. */
  announce(event: AuthEvent): void {
    this.#events.next(event)
  }

  #write(after: AuthSnapshot, source: AuthEventSource): void {
    const before = this.#snapshot()
    this.#snapshot.set(after)
    this.#changed.next(source)
    for (const event of eventsBetween(before, after, source)) this.#events.next(event)
  }
}
