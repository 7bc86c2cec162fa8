import type { AuthEvent } from '@coatcheck/angular'
import { endReasonText } from '../../words/end-reason-text'
import { waitText } from '../../words/wait-text'
import { type Tone, toneOf } from '../lanes/light'
import type { Exchange } from '../wire/exchange'

/** A line of the log. */
export interface LogLine {
  /** `event`: something happened to the login. `exchange`: a request and its answer. */
  readonly kind: 'event' | 'exchange'
  readonly words: string
  readonly detail: string
  readonly tone: Tone
}

const sources = { here: 'in this tab', tab: 'another tab said so, and the server agreed', server: 'the server said so' }

/** What happened, without a name: the log stays when the person goes. */
export function lineOfEvent(event: AuthEvent): LogLine {
  return { kind: 'event', tone: event.type === 'stale' ? 'lost' : 'well', ...wordsOf(event) }
}

/** A request and its answer. */
export function lineOfExchange({ method, path, status, tookMilliseconds, problem }: Exchange): LogLine {
  const took = `${tookMilliseconds.toString()} ms`
  const answer = status === 0 ? 'no answer' : `${status.toString()}${problem ? ` ${problem.code}` : ''}`
  return { kind: 'exchange', tone: toneOf(status), words: `${method} ${path}`, detail: `${answer} · ${took}` }
}

function wordsOf(event: AuthEvent): Pick<LogLine, 'words' | 'detail'> {
  switch (event.type) {
    case 'loggedIn':
      return { words: 'Logged in', detail: sources[event.source] }
    case 'loggedOut':
      return { words: 'Logged out', detail: event.reason ? endReasonText[event.reason] : sources[event.source] }
    case 'userSwitched':
      return { words: 'Somebody else is logged in', detail: sources[event.source] }
    case 'profileChanged':
      return { words: 'The profile has changed', detail: sources[event.source] }
    case 'expiring':
      return { words: 'The session is about to end', detail: waitText(event.expiresInSeconds) }
    case 'extended':
      return { words: 'The session lives longer', detail: 'somebody is still there' }
    case 'stale':
      return { words: 'The server is out of reach', detail: 'what is known is kept' }
    case 'fresh':
      return { words: 'The server is back', detail: '' }
  }
}
