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
  const others = new Set<string>()
  app.addHook('onRoute', ({ config }) => {
    for (const type of config?.accepts ?? []) others.add(type)
  })
  app.addHook('preParsing', async (request, reply) => refuseOtherBodies(request, reply, others))
}

/** Methods whose requests have a body here; a DELETE says everything in its path. */
const withBody = new Set(['POST', 'PUT', 'PATCH'])

/**
 * Fastify lets a POST without body and type through to the handler; browsers send that across sites, too. And a parser
 * that one route needs is there for its neighbours as well: `others` are the types that only those take that name them.
 */
function refuseOtherBodies(
  request: FastifyRequest,
  reply: FastifyReply,
  others: ReadonlySet<string>,
): FastifyReply | undefined {
  if (!withBody.has(request.method)) return undefined
  const { mediaType: type } = request
  const { accepts } = request.routeOptions.config
  const isRight = type !== undefined && (accepts === undefined ? !others.has(type) : accepts.includes(type))
  if (isRight) return undefined
  const detail = `Send the body as ${accepts?.join(' or ') ?? 'JSON'}.`
  return sendProblem(reply, refuse('unsupported_media_type', { detail }))
}
