import { computed, inject, Service, signal } from '@angular/core'
import { Observable } from 'rxjs'
import { AuthState } from './auth-state'

/** Somebody's request waits until the person has proven once more who they are. */
export interface Reauthentication {
  /** What the request is for, in the app's words ("delete your account"), or null when it does not say. */
  readonly because: string | null
}

interface Waiting extends Reauthentication {
  readonly end: (mayGoOn: boolean) => void
}

/** The requests and pages that wait for one prompt. */
@Service()
export class StepUp {
  readonly #state = inject(AuthState)
  readonly #waiting = signal<readonly Waiting[]>([])
  #epoch = this.#state.epoch
  #prompts = 0

  /** What the prompt is shown for: whoever waits longest. */
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
    return () => {
      this.#prompts--
      if (this.#prompts === 0) this.release(false)
    }
  }

  /** Emits once: true when it may go on, false when it may not. Without a prompt it is false at once. */
  wait(because: string | null): Observable<boolean> {
    return new Observable((waiter) => {
      const waiting: Waiting = {
        because,
        end: (mayGoOn) => {
          waiter.next(mayGoOn)
          waiter.complete()
        },
      }
      if (this.#prompts === 0) waiting.end(false)
      else this.#waiting.update((others) => [...others, waiting])
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
