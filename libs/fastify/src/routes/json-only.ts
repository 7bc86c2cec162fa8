import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'

/** More than any body of the contract needs. */
const mostBytes = 64 * 1024

/**
 * Lets in JSON bodies and no others. Browsers send forms and plain text to other sites without asking;
 * JSON they ask for first (a CORS preflight), and nobody here says yes (ASVS 3.5.2, FC-14).
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  // `error`: a body with a `__proto__` key is refused, not cleaned up (FC-44).
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: mostBytes }, parse)
  app.addHook('preParsing', refuseOtherBodies)
}

/** What a route takes in that does not say. */
const json = ['application/json']

/** Methods whose requests have a body here; a DELETE says everything in its path. */
const withBody = new Set(['POST', 'PUT', 'PATCH'])

/**
 * Fastify lets a POST without body and type through to the handler; browsers send that across sites, too. And a parser
 * that one route needs is there for its neighbours as well.
 */
async function refuseOtherBodies(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (!withBody.has(request.method)) return undefined
  const { accepts = json } = request.routeOptions.config
  if (accepts.includes(request.mediaType ?? '')) return undefined
  return sendProblem(reply, refuse('unsupported_media_type', { detail: `Send the body as ${accepts.join(' or ')}.` }))
}
