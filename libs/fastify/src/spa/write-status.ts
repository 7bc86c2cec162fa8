import type { Status } from '@coatcheck/contract'
import type { FastifyRequest } from 'fastify'
import type {} from '../augmentation.ts'
import { Unavailable } from '../problem/unavailable.ts'

/** Characters that could end the script element or, in old engines, the line. */
const unsafeInScript = /[<>&\u2028\u2029]/g

/**
 * Writes a status into a document, where the Angular library looks first: no request, no flash of "logged
 * out". It is data and not code, so the strictest CSP allows it. `html` must have a `</head>`.
 */
export function writeStatus(html: string, status: Status): string {
  const json = JSON.stringify(status).replace(
    unsafeInScript,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const script = `<script type="application/json" id="coatcheck-status">${json}</script>`
  // A function as replacement: a `$&` in somebody's name must stay a `$&`.
  return html.replace('</head>', () => `${script}</head>`)
}

/**
 * The document for this request with its status in it; without it when the store cannot say, since the page
 * can still ask later. Send it with `Cache-Control: no-store`: it is about one person.
 *
 * @example
 * app.get('/*', { config: { auth: 'public' } }, async (request, reply) =>
 *   reply.type('text/html').header('cache-control', 'private, no-store').send(await documentWithStatus(request, html)))
 */
export async function documentWithStatus(request: FastifyRequest, html: string): Promise<string> {
  try {
    return writeStatus(html, await request.auth.status())
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    request.log.warn({ err: error }, 'The document is served without its status')
    return html
  }
}
