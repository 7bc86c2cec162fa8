import type { FastifyReply, FastifyRequest } from 'fastify'
import { confirmFirst } from '../problem/confirm-first.ts'
import { type Refusal, refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import { Unavailable } from '../problem/unavailable.ts'
import type { Caller } from '../auth/caller.ts'
import type { Clock } from '../sessions/clock.ts'
import { stepUpEnd } from '../sessions/describe-session.ts'
import { countTime } from '../routes/answer-in-time.ts'
import type { Access, DefaultAccess } from './access.ts'
import { readDurationMs } from './duration.ts'
import type { SourceCheck } from './source-check.ts'

/**
 * Makes the `onRequest` hook that decides who may call a route. It belongs to the route and not to a path,
 * so that no spelling of the path gets around it (FC-13), and it runs whether or not the route was known
 * when the plugin was registered. Routes that are public and not ours pass untouched.
 */
export function createGuard(defaultAccess: DefaultAccess, checkSource: SourceCheck, clock: Clock) {
  return async function coatcheckGuard(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> {
    if (request.is404) return undefined
    const { auth, coatcheckOwn = false } = request.routeOptions.config
    const access = auth === undefined ? defaultAccess : auth
    if (access === 'public' && !coatcheckOwn) return undefined
    const begun = performance.now()
    const refusal = checkSource(request) ?? (await refuseAccess(request, access, clock))
    countTime(request, performance.now() - begun)
    return refusal === null ? undefined : sendProblem(reply, refusal)
  }
}

async function refuseAccess(request: FastifyRequest, access: Access | 'deny', clock: Clock): Promise<Refusal | null> {
  if (access === 'public') return null
  if (access === 'deny') {
    request.log.warn({ url: request.routeOptions.url }, 'This route says nothing about access, so it is refused')
    return refuse('forbidden')
  }
  try {
    const caller = await request.auth.identify()
    if (!caller.authenticated) return refuse('unauthenticated', { reason: caller.reason })
    return access === 'user' ? null : refuseDemand(caller, access, clock())
  } catch (error) {
    // Answered here and not thrown: the error handler of the host's routes is the host's.
    if (!(error instanceof Unavailable)) throw error
    request.log.warn({ err: error }, 'A dependency is in trouble')
    return refuse('unavailable', { retryAfterSeconds: error.retryAfterSeconds })
  }
}

function refuseDemand(
  { user, session }: Caller & { authenticated: true },
  { role, within }: Exclude<Access, string>,
  now: number,
): Refusal | null {
  if (role !== undefined && !user.roles.includes(role)) return refuse('forbidden')
  // Checked when the app started; a duration that cannot be read lets nobody in.
  if (within === undefined || stepUpEnd(session, readDurationMs(within) ?? 0, now) > now) return null
  return confirmFirst
}
