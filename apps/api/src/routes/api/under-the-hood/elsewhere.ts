import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { lookOfCookies } from './cookie-look.ts'
import { answerPage, elsewherePage, type Page } from './elsewhere-pages.ts'

const EmptySchema = Type.Object({}, { additionalProperties: false })

/**
 * `POST /api/under-the-hood/coat`: what an attacker would like to be done, which does nothing; the own page may call it.
 * `GET /api/under-the-hood/elsewhere`: the page of an attacker, of an origin of its own, that sends a form there.
 */
export async function elsewhereRoutes(instance: FastifyInstance): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.addHook('onSend', async (request, reply, payload) =>
    isFormsAnswer(request) && typeof payload === 'string'
      ? sendPage(reply, answerPage(describeAnswer(request, reply, payload)))
      : payload,
  )

  app.get('/under-the-hood/elsewhere', { config: { auth: 'public' } }, (_request, reply) =>
    sendPage(reply, elsewherePage),
  )

  const schema = { body: EmptySchema, response: { 200: Type.Object({ handedOver: Type.Boolean() }) } }
  app.post('/under-the-hood/coat', { schema, config: { auth: 'user' } }, () => ({ handedOver: true }))
}

/** Browsers show what comes back for a form; a program gets the problem as it is. */
function isFormsAnswer({ method, headers }: FastifyRequest): boolean {
  return method === 'POST' && (headers.accept ?? '').includes('text/html')
}

/** What the browser sent along, and how it was refused. */
function describeAnswer({ headers }: FastifyRequest, { statusCode: status }: FastifyReply, payload: string) {
  const { code = null } = JSON.parse(payload) as { code?: string }
  const { origin = '', 'sec-fetch-site': site = '', cookie } = headers
  return { kind: 'elsewhere', status, code, origin, site, cookies: lookOfCookies(cookie).length }
}

function sendPage(reply: FastifyReply, { html, policy }: Page): string {
  reply.type('text/html; charset=utf-8').headers({
    'cache-control': 'private, no-store',
    'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN',
    // It has no origin of ours to keep apart.
    'origin-agent-cluster': '?0',
  })
  return html
}
