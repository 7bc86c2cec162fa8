import { AuthError, type ProblemCode } from '@coatcheck/angular'
import { waitText } from './wait-text'

const sentences: Partial<Record<ProblemCode, string>> = {
  invalid_credentials: 'That e-mail address and password do not go together. Check both and try again.',
  invalid_input: 'Something in the form is not right yet. Look at the fields marked below.',
  password_too_weak: 'That password is too easy to guess. Choose a longer or less common one.',
  email_taken: 'There is already an account with this e-mail address. Log in instead, or use another address.',
  csrf_rejected: 'The server did not accept this page as its own. Open the app at its usual address and try again.',
  unauthenticated: 'You are logged out. Log in and try again.',
  reauthentication_required: 'It was not confirmed that it is you, so nothing was changed.',
  identity_taken: 'That login belongs to another account here. Unlink it there first, or choose another one.',
  last_login_method: 'This is your last way in, so it stays. Add another way to log in first.',
  no_password: 'Your account has no password. Confirm that it is you with a provider instead.',
  too_large: 'That is too large. Choose something smaller.',
  unsupported_media_type: 'That kind of file cannot be used here. Choose another one.',
  forbidden: 'Your account may not do this.',
  unknown_host: 'The server does not know the address in your browser’s address bar. Use the usual one.',
}

/** What went wrong in a sentence or two, ending with what the person can do next. */
export function problemText(error: unknown): string {
  if (!(error instanceof AuthError)) return 'Something went wrong on this page. Reload it and try again.'
  if (error.kind === 'offline') return 'The server cannot be reached. Check your connection and try again.'
  if (error.kind === 'timeout') return 'The server took too long to answer. Try again in a moment.'
  if (error.httpStatus === 429) return `Too many attempts. Try again ${waitText(error.retryAfterSeconds)}.`
  // With a session it is about the person's own password alone.
  if (error.code === 'invalid_credentials' && error.httpStatus === 403)
    return 'That is not your password. Check it and try again.'
  const sentence = error.code && sentences[error.code]
  if (sentence) return sentence
  if (error.code && error.httpStatus < 500) return 'This cannot be done as things are. Reload the page and try again.'
  return `${whatHappened(error)} Try again ${waitText(error.retryAfterSeconds)}.`
}

/** Only a server that turned the request away at the door knows that it did nothing of it. */
function whatHappened({ code }: AuthError): string {
  if (code === 'overloaded') return 'The server has too much to do at the moment; nothing was changed.'
  return code ? 'The server is in trouble.' : 'The server did not answer properly.'
}
