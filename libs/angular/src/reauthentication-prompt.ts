import { DestroyRef, inject } from '@angular/core'
import { StepUpQueue } from './step-up-queue'

/**
 * Says that the component whose constructor calls it asks for the password whenever
 * `AuthService.reauthenticationWanted` has a value. While there is no such component, requests that need a step-up
 * fail with 403 at once.
 *
 * @example
 * class PasswordPrompt {
 *   constructor() {
 *     registerReauthenticationPrompt()
 *   }
 * }
 */
export function registerReauthenticationPrompt(): void {
  inject(DestroyRef).onDestroy(inject(StepUpQueue).mountPrompt())
}
