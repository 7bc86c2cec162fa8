import { authPaths } from '@coatcheck/contract'
import { ProfilePatchSchema, ProfileSchema } from '@coatcheck/contract/schemas'
import type { FastifyReply } from 'fastify'
import { addressKey } from '../limits/address-key.ts'
import { confirmFirst } from '../problem/confirm-first.ts'
import { isRefusal, refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import { stepUpEnd } from '../sessions/describe-session.ts'
import { isFresh } from '../sessions/is-fresh.ts'
import { changeProfile } from '../users/change-profile.ts'
import { isCompletion, missingFields } from '../users/missing-fields.ts'
import type { AuthRoutes } from './auth-routes.ts'
import { noContent } from './no-content.ts'

/** `GET /auth/me`: the profile, or 401. Reading it does not extend the session. */
export const meRoute: AuthRoutes = (app) => {
  const schema = { response: { 200: ProfileSchema } }
  app.get(authPaths.me, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const user = request.auth.requireUser()
    // The tag names the user: a 304 must never show A's profile to B.
    const tag = `"${encodeURIComponent(user.id)}-${encodeURIComponent(user.version)}"`
    reply.header('etag', tag)
    if (!matches(request.headers['if-none-match'], tag)) return user
    return (reply as FastifyReply).code(304).send()
  })
}

/**
 * `PATCH /auth/me`: changes name and language; worth a step-up. To fill in what no provider told, right after the login,
 * that login is proof enough. 200 with the new profile.
 */
export const changeMeRoute: AuthRoutes = (app, { people, feed, rules, limiter, requiredProfile }) => {
  const update = people.update?.bind(people)
  if (update === undefined) return
  const addEmail = people.addEmail?.bind(people)
  const windowMs = rules.lifetimes.stepUpSeconds * 1000
  const schema = { body: ProfilePatchSchema, response: { 200: ProfileSchema } }
  app.patch(authPaths.me, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const [profile, session, now] = [request.auth.requireUser(), request.auth.requireSession(), rules.clock()]
    const { id, version } = profile
    const missing = missingFields(profile, requiredProfile)
    const isProven = isCompletion(request.body, missing)
      ? isFresh(session, windowMs, now)
      : stepUpEnd(session, windowMs, now) > now
    if (!isProven) return sendProblem(reply, confirmFirst)
    const visitor = { account: id, address: addressKey(request.ip) }
    const user = await changeProfile({ id, missing }, request.body, {
      update,
      addEmail: addEmail && ((...entry) => limiter.addEmail(visitor, () => addEmail(...entry))),
    })
    if (user === null) return sendProblem(reply, refuse('unauthenticated', { reason: 'account_deleted' }))
    if (isRefusal(user)) return sendProblem(reply, user)
    if (user.version !== version) feed.publish({ kind: 'user_changed', userId: id })
    return user
  })
}

/** `DELETE /auth/me`: deletes the account and ends every session of it; worth a step-up. 204. */
export const deleteMeRoute: AuthRoutes = (app, { people, sessions, steppedUp }) => {
  const remove = people.delete?.bind(people)
  if (remove === undefined) return
  app.delete(authPaths.me, { config: { auth: steppedUp } }, async (request, reply) => {
    const { id } = request.auth.requireUser()
    sessions.announceEnd(await remove(id, sessions.ending('account_deleted')))
    request.auth.forget(reply)
    return noContent(reply)
  })
}

/** The weak comparison of RFC 9110, 13.1.2: a proxy that compresses makes the tag a weak one. */
function matches(header: string | undefined, tag: string): boolean {
  return header?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false
}
