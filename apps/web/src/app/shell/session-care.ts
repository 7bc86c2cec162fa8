import { Component } from '@angular/core'
import { registerReauthenticationPrompt } from '@coatcheck/angular'
import { DialogsMissing } from './dialogs-missing'
import { SessionDialogs } from './session-dialogs'

/**
 * What a session needs on every page. Its code comes once somebody is logged in, and what needs a step-up before it is
 * there waits for it.
 */
@Component({
  selector: 'app-session-care',
  imports: [DialogsMissing, SessionDialogs],
  template: `
    @defer (on immediate) {
      <app-session-dialogs />
    } @loading (after 10s) {
      <app-dialogs-missing />
    } @error {
      <app-dialogs-missing />
    }
  `,
})
export class SessionCare {
  constructor() {
    registerReauthenticationPrompt()
  }
}
