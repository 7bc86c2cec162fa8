import { Component, DestroyRef, inject, signal } from '@angular/core'
import { registerReauthenticationPrompt } from '@coatcheck/angular'
import { DialogsMissing } from './dialogs-missing'
import { SessionDialogs } from './session-dialogs'

/** So long the code of the dialogs is waited for. */
const patienceMilliseconds = 10_000

/**
 * What a session needs on every page. Its code comes once somebody is logged in, and what needs a step-up before it is
 * there waits for it.
 */
@Component({
  selector: 'app-session-care',
  imports: [DialogsMissing, SessionDialogs],
  // Not `on immediate` and `after 10s`: the first screen would pay for two more parts of the framework.
  template: `
    @defer (when true) {
      <app-session-dialogs />
    } @loading {
      @if (isLate()) {
        <app-dialogs-missing />
      }
    } @error {
      <app-dialogs-missing />
    }
  `,
})
export class SessionCare {
  protected readonly isLate = signal(false)

  constructor() {
    registerReauthenticationPrompt()
    const timer = setTimeout(() => {
      this.isLate.set(true)
    }, patienceMilliseconds)
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer)
    })
  }
}
