import { sendProblem } from '@coatcheck/fastify'
import { requestSession } from '@coatcheck/fastify/request-session'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Tries } from './tries.ts'

declare module 'fastify' {
  interface Session {
    lastSlowAnswerAt?: string
  }
}

const SlowSchema = Type.Object({ seconds: Type.String({ pattern: '^[123]$' }) }, { additionalProperties: false })

/**
 * `GET /api/slow?seconds=2`: takes its time and then, as slow requests do, saves what it has found out with the login.
 * Where somebody has logged out meanwhile, that must not bring the session back (FC-3).
 */
export async function slowRoute(instance: FastifyInstance, { tries }: { tries: Tries }): Promise<void> {
  await instance.register(requestSession)
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  const schema = {
    querystring: SlowSchema,
    response: { 200: Type.Object({ seconds: Type.Integer() }) },
  }
  app.get('/slow', { schema, config: { auth: 'user' } }, async (request, reply) => {
    const refusal = tries.take(request.auth.requireUser().id, performance.now())
    if (refusal !== null) return sendProblem(reply, refusal)
    const seconds = Number(request.query.seconds)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    request.session.set('lastSlowAnswerAt', new Date().toISOString())
    reply.header('cache-control', 'private, no-store')
    return { seconds }
  })
}
