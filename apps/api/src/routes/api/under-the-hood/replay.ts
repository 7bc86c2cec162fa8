import { refuse, sendProblem } from '@coatcheck/fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import Type, { type Static } from 'typebox'
import type { Tries } from './tries.ts'

const AnswerSchema = Type.Object({
  status: Type.Integer(),
  /** The code of the problem, or null when it was none. */
  code: Type.Union([Type.String(), Type.Null()]),
  /** How many cookies came with the answer. */
  setCookies: Type.Integer(),
})

type Answer = Static<typeof AnswerSchema>

const ReplaySchema = Type.Object({
  /** What each ticket was shown to. */
  asked: Type.String(),
  /** With the ticket that the browser sent, while it was good. */
  before: AnswerSchema,
  /** With the same ticket, after the session had been given a new one. */
  after: AnswerSchema,
  /** With a ticket of the right form that was never handed out. */
  invented: AnswerSchema,
})

const EmptySchema = Type.Object({}, { additionalProperties: false })

/**
 * `POST /api/under-the-hood/replay`: gives the caller's session a new token and then plays back the old one, which no
 * script of the browser could do. The requests are real ones to this server; no token is in the answer.
 */
export async function replayRoute(instance: FastifyInstance, { tries }: { tries: Tries }): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  const { origin, prefix, sessionCookie } = app.coatcheck
  const url = `${prefix}/me`

  const ask = async (cookie: string): Promise<Answer> => {
    const { statusCode, headers, body } = await app.inject({ url, headers: { host: new URL(origin).host, cookie } })
    return { status: statusCode, code: codeOf(body), setCookies: [headers['set-cookie'] ?? []].flat().length }
  }

  const schema = { body: EmptySchema, response: { 200: ReplaySchema } }
  app.post('/under-the-hood/replay', { schema, config: { auth: 'user' } }, async (request, reply) => {
    const refusal = tries.take(request.auth.requireUser().id, performance.now())
    if (refusal !== null) return sendProblem(reply, refusal)
    const cookie = request.headers.cookie ?? ''
    const before = await ask(cookie)
    // Nothing has changed yet: while the store is in trouble the ticket stays as it is (L2).
    if (before.status !== 200) return sendProblem(reply, refuse('unavailable', { retryAfterSeconds: 1 }))
    await request.auth.rotate(reply)
    const after = await ask(cookie)
    const invented = await ask(`${sessionCookie.name}=${randomBytes(32).toString('base64url')}`)
    return { asked: `GET ${url}`, before, after, invented }
  })
}

function codeOf(body: string): string | null {
  const { code } = JSON.parse(body) as { code?: unknown }
  return typeof code === 'string' ? code : null
}
