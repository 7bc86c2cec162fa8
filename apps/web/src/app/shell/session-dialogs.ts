import { Component } from '@angular/core'
import { CoatExpiryWarning, CoatReauthenticationPrompt } from '@coatcheck/angular/components'
import { problemText } from '../words/problem-text'

/** A word before the session ends, and a proof of who it is before something that cannot be undone. */
@Component({
  selector: 'app-session-dialogs',
  imports: [CoatExpiryWarning, CoatReauthenticationPrompt],
  template: `
    <coat-expiry-warning [texts]="warningTexts" />
    <coat-reauthentication-prompt [texts]="promptTexts" />
  `,
  styleUrl: './session-dialogs.scss',
})
export class SessionDialogs {
  protected readonly warningTexts = {
    failed: (error: unknown) => `You are still logged in here. ${problemText(error)}`,
  }
  protected readonly promptTexts = {
    why: (because: string | null) =>
      because === null
        ? 'This needs your password once more.'
        : `Type your password once more, because you are about to ${because}.`,
    whyByProvider: (because: string | null) =>
      because === null
        ? 'Confirm once more that it is you.'
        : `Confirm once more that it is you, because you are about to ${because}.`,
    away: 'You leave this page for it and come back to it. Then do it once more.',
    failed: problemText,
  }
}
