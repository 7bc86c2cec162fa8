import { InjectionToken, signal, type WritableSignal } from '@angular/core'
import type { StepUpQueue } from './step-up-queue'

/** Somebody's request waits until the person has proven once more who they are. */
export interface Reauthentication {
  /** What the request is for, in the app's words ("delete your account"), or null when it does not say. */
  readonly because: string | null
}

/** Who waits for a step-up, or null while no prompt is mounted: with the first one comes the code of the queue. */
export const STEP_UP = new InjectionToken<WritableSignal<StepUpQueue | null>>('STEP_UP', {
  factory: () => signal(null),
})
