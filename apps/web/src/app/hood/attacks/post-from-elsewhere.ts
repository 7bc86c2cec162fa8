import { HttpClient } from '@angular/common/http'
import { DOCUMENT, inject } from '@angular/core'
import { answerOf, textOf } from './answer-of'
import type { Attack } from './attack'
import { openElsewhere } from './open-elsewhere'

const target = '/api/under-the-hood/coat'

/** Forges a request (CSRF) from a page whose origin is not this one. */
export function injectPostFromElsewhere(): Attack {
  const http = inject(HttpClient)
  const document = inject(DOCUMENT)
  return {
    title: 'Post from elsewhere',
    story:
      'You have another page open, and it sends a form to this server in your name. Here it is a frame with an origin of its own.',
    button: 'Send the form',
    async run() {
      const own = await answerOf(http.post(target, {}, { observe: 'response' }))
      const forged = await openElsewhere(document)
      const { origin, site, cookies } = forged
      const held = forged.status === 401 || forged.status === 403
      return {
        held,
        verdict: held ? `Refused: ${textOf(forged)}` : `Let in: ${textOf(forged)}`,
        steps: [
          { did: `This page: POST ${target}`, got: textOf(own) },
          { did: `The page from elsewhere: POST ${target}`, got: textOf(forged) },
          {
            did: 'What the browser said about it',
            got: `Origin: ${origin || 'not told'} · Sec-Fetch-Site: ${site || 'not told'} · ${cookies === 0 ? 'no cookie' : `cookies: ${cookies.toString()}`}`,
          },
        ],
        why: 'The browser writes down where a request comes from, and no page can change that. The server turns it away before it looks at anything else; and SameSite=Lax had kept your ticket at home already.',
      }
    },
  }
}
