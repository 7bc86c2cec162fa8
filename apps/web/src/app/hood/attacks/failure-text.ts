import { HttpErrorResponse } from '@angular/common/http'
import { AuthError } from '@coatcheck/angular'
import { problemText } from '../../words/problem-text'
import { waitText } from '../../words/wait-text'
import { AttackFailed } from './attack'

/** Why an attack could not be carried out, and what to do next. */
export function failureText(error: unknown): string {
  if (error instanceof AttackFailed) return error.message
  if (!(error instanceof HttpErrorResponse)) return problemText(error)
  if (error.status === 0) return problemText(new AuthError('offline'))
  if (error.status === 401) return 'You are logged out. Log in and try again.'
  const wait = waitText(Number(error.headers.get('retry-after')))
  if (error.status === 429) return `That was a lot of attacks for one minute. Try again ${wait}.`
  return `The server is in trouble, so nothing was proven. Try again ${wait}.`
}
