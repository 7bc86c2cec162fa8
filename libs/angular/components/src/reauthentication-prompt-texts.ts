import { AuthError } from '@coatcheck/angular'
import { troubleText } from './trouble-text'

/**
 * What `CoatReauthenticationPrompt` says. `because` is what the app gave for the request, or null; `provider` is the
 * label of a provider.
 */
export interface ReauthenticationPromptTexts {
  readonly title: string
  readonly why: (because: string | null) => string
  /** To whoever has no password. */
  readonly whyByProvider: (because: string | null) => string
  readonly password: string
  readonly confirm: string
  readonly confirming: string
  readonly cancel: string
  readonly show: string
  readonly hide: string
  /** The button of a provider, beside a password. */
  readonly orConfirmWith: (provider: string) => string
  /** The button of a provider, where there is no password. */
  readonly confirmWith: (provider: string) => string
  /** Said beside the buttons of providers: the way there loses what waits here. */
  readonly away: string
  readonly leaving: (provider: string) => string
  /** To whoever has neither a password nor an identity at a provider that is offered. */
  readonly noWay: string
  readonly failed: (error: unknown) => string
}

const youAreAboutTo = (because: string | null) => (because === null ? '' : `You are about to ${because}. `)

export const reauthenticationPromptTexts: ReauthenticationPromptTexts = {
  title: 'Is it really you?',
  why: (because) => `${youAreAboutTo(because)}Type your password to go on.`,
  whyByProvider: (because) => `${youAreAboutTo(because)}Confirm first that it is you.`,
  password: 'Password',
  confirm: 'Go on',
  confirming: 'One moment…',
  cancel: 'Cancel',
  show: 'Show',
  hide: 'Hide',
  orConfirmWith: (provider) => `Or confirm with ${provider}`,
  confirmWith: (provider) => `Confirm with ${provider}`,
  away: 'That leads away from this page and back to it. Then do it once more.',
  leaving: (provider) => `Leading you to ${provider}…`,
  noWay:
    'Your account has no password, and no way to log in that can be used to confirm this. So it cannot be done here.',
  failed: (error) =>
    isNoPassword(error) ? 'Your account has no password. Close this and try again.' : troubleText(error),
}

/** The server knows better than the list of ways did, or there was no list. */
export function isNoPassword(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'no_password'
}
