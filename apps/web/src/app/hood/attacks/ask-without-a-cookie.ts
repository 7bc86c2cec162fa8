import { HttpClient, HttpContext } from '@angular/common/http'
import { inject } from '@angular/core'
import { SKIP_COATCHECK } from '@coatcheck/angular'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import { answerOf, textOf } from './answer-of'
import type { Attack } from './attack'

const url = defaultPrefix + authPaths.me

/** Asks for the profile once with the ticket and once without. */
export function injectAskWithoutACookie(): Attack {
  const http = inject(HttpClient)
  // Left alone by the interceptor: it would send the cookie after all.
  const options = { observe: 'response', context: new HttpContext().set(SKIP_COATCHECK, true) } as const
  return {
    title: 'Ask without a ticket',
    story: 'Everything about this page is known, but for the ticket. Somebody asks for your profile all the same.',
    button: 'Ask',
    async run() {
      const withTicket = await answerOf(http.get(url, { ...options, credentials: 'same-origin' }))
      const without = await answerOf(http.get(url, { ...options, credentials: 'omit' }))
      const held = without.status === 401
      return {
        held,
        verdict: held ? `Refused: ${textOf(without)}` : `Let in: ${textOf(without)}`,
        steps: [
          { did: `GET ${url}, as this page does`, got: textOf(withTicket) },
          { did: `GET ${url}, with credentials: 'omit'`, got: textOf(without) },
        ],
        why: 'The server goes by the ticket alone. An address, a name or an id in a request proves nothing. And asking without it logged nobody out.',
      }
    },
  }
}
