import { HttpClient } from '@angular/common/http'
import { inject } from '@angular/core'
import { firstValueFrom } from 'rxjs'
import { type Answer, textOf } from './answer-of'
import { type Attack, AttackFailed } from './attack'

/** The body of `POST /api/under-the-hood/replay`. */
interface Replay {
  readonly asked: string
  readonly before: Answer
  readonly after: Answer
  readonly invented: Answer
}

/** No script can read or send a ticket of its choice, so the server plays back the one that this request brings. */
export function injectReplayADeadTicket(): Attack {
  const http = inject(HttpClient)
  return {
    title: 'Replay a dead ticket',
    story:
      'Somebody has copied your ticket. Then your session gets a new one, as after every step-up. No script could try this, so the server does: with the ticket that this request brings along.',
    button: 'Copy and replay it',
    async run() {
      const answer$ = http.post<Replay>('/api/under-the-hood/replay', {})
      const { asked, before, after, invented } = await firstValueFrom(answer$)
      if ([after, invented].some(({ status }) => status >= 500)) {
        throw new AttackFailed('The server was in trouble half-way, so nothing was proven. Try again in a moment.')
      }
      const held = after.status === 401 && invented.status === 401
      return {
        held,
        verdict: held ? `Refused: ${textOf(after)}` : 'Let in',
        steps: [
          { did: `${asked}, with your ticket`, got: textOf(before) },
          { did: 'Your session gets a new ticket', got: 'the copy is dead' },
          { did: `${asked}, with the copy`, got: textOf(after) },
          { did: `${asked}, with an invented ticket`, got: textOf(invented) },
        ],
        why: 'A ticket is a row, not a promise: once the row has another hash nothing brings the old one back. You kept your session, and look at the hash: it is another one.',
      }
    },
  }
}
