import { computed, Service, signal } from '@angular/core'
import { type Observable, of } from 'rxjs'
import type { StepUpQueue } from './step-up-queue'

/** Somebody's request waits until the person has proven once more who they are. */
export interface Reauthentication {
  /** What the request is for, in the app's words ("delete your account"), or null when it does not say. */
  readonly because: string | null
}

/** Where a step-up is asked for. The queue comes with the first prompt: an app without one does not load it. */
@Service()
export class StepUp {
  /** Null while no prompt is mounted. */
  readonly queue = signal<StepUpQueue | null>(null)
  /** What the prompt is shown for. */
  readonly wanted = computed<Reauthentication | null>(() => this.queue()?.wanted() ?? null)

  /** Emits once: true when it may go on, false when it may not. Without a prompt it is false at once. */
  wait(because: string | null): Observable<boolean> {
    return this.queue()?.wait(because) ?? of(false)
  }

  /** Ends the wait of everybody who waits now. */
  release(mayGoOn: boolean): void {
    this.queue()?.release(mayGoOn)
  }
}
