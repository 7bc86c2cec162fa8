import { computed, inject, Service, signal } from '@angular/core'
import { Observable } from 'rxjs'
import { AuthState } from './auth-state'
import { type Reauthentication, STEP_UP } from './step-up'

interface Waiting extends Reauthentication {
  readonly end: (mayGoOn: boolean) => void
}

/** The requests and pages that wait for one prompt. */
@Service()
export class StepUpQueue {
  readonly #state = inject(AuthState)
  readonly #stepUp = inject(STEP_UP)
  readonly #waiting = signal<readonly Waiting[]>([])
  #epoch = this.#state.epoch
  #prompts = 0

  /** Whoever waits longest. */
  readonly wanted = computed<Reauthentication | null>(() => this.#waiting()[0] ?? null)

  constructor() {
    // Nobody's request goes on as somebody else's, nor in a session that asked for nothing.
    this.#state.changed$.subscribe(() => {
      if (this.#epoch === this.#state.epoch) return
      this.#epoch = this.#state.epoch
      this.release(false)
    })
  }

  /** A prompt is there and can be shown, until what is returned is called. */
  mountPrompt(): () => void {
    this.#prompts++
    this.#stepUp.set(this)
    return () => {
      this.#prompts--
      if (this.#prompts > 0) return
      this.release(false)
      this.#stepUp.set(null)
    }
  }

  /** Emits once: true when it may go on, false when it may not. */
  wait(because: string | null): Observable<boolean> {
    return new Observable((waiter) => {
      const waiting: Waiting = {
        because,
        end: (mayGoOn) => {
          waiter.next(mayGoOn)
          waiter.complete()
        },
      }
      this.#waiting.update((others) => [...others, waiting])
      // Whoever no longer waits needs no prompt.
      return () => {
        this.#waiting.update((all) => all.filter((one) => one !== waiting))
      }
    })
  }

  /** Ends the wait of everybody who waits now. */
  release(mayGoOn: boolean): void {
    const all = this.#waiting()
    this.#waiting.set([])
    for (const { end } of all) end(mayGoOn)
  }
}
