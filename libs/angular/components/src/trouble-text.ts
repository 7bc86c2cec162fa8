import { AuthError } from '@coatcheck/angular'
import { durationText } from './duration-text'

/** Why something did not work, in a sentence or two, ending with what the person can do next. */
export function troubleText(error: unknown): string {
  if (!(error instanceof AuthError)) return 'Something went wrong. Reload the page and try again.'
  const { kind, code, httpStatus, retryAfterSeconds } = error
  const next = `Try again ${retryAfterSeconds ? `in ${durationText(retryAfterSeconds)}` : 'in a moment'}.`
  if (kind === 'offline') return 'The server cannot be reached. Check your connection and try again.'
  if (kind === 'timeout') return `The server took too long to answer. ${next}`
  if (code === 'invalid_credentials') return 'That is not your password. Try again.'
  if (httpStatus === 429) return `That was too often. ${next}`
  if (code && httpStatus < 500) return 'This cannot be done as things are. Reload the page and try again.'
  return `The server is in trouble. ${next}`
}
