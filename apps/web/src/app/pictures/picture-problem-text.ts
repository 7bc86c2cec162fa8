import { AuthError } from '@coatcheck/angular'
import { problemText } from '../words/problem-text'

/** Why the server did not take a picture: what it calls a form is a file here. */
export function pictureProblemText(error: unknown): string {
  const code = error instanceof AuthError ? error.code : null
  if (code === 'invalid_input' || code === 'unsupported_media_type')
    return 'The server could not read it as a picture. Choose another one.'
  if (code === 'too_large') return 'It is too large for the server. Choose a smaller one.'
  if (code === 'not_found' || code === 'method_not_allowed') return 'This server keeps no pictures.'
  return problemText(error)
}
