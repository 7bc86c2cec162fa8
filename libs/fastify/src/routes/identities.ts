import { authPaths } from '@coatcheck/contract'
import { IdentitiesSchema, LeaveForProviderSchema, ProviderLocationSchema } from '@coatcheck/contract/schemas'
import type { IdentityRecord } from '@coatcheck/stores'
import Type from 'typebox'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { Providers } from '../providers/providers.ts'
import type { AuthRoutes } from './auth-routes.ts'
import { noContent } from './no-content.ts'
import { sendToProvider } from './providers/send-to-provider.ts'

/** `GET /auth/identities`: as whom the user can log in at which provider, and whether there is a password as well. */
export const listIdentitiesRoute: AuthRoutes = (app, { identities, passwords, providers }) => {
  const schema = { response: { 200: IdentitiesSchema } }
  app.get(authPaths.identities, { schema, config: { auth: 'user' } }, async (request) => {
    const { id } = request.auth.requireUser()
    const [linked, passwordHash] = await Promise.all([identities.list(id), passwords.find(id)])
    return { identities: linked.map((identity) => describe(identity, providers)), hasPassword: passwordHash !== null }
  })
}

/**
 * `POST /auth/identities/:id`, with the id of a provider: begins to link an identity; worth a step-up, since whoever has it can log in
 * (FC-26). Answers where to send the browser.
 */
export const linkIdentityRoute: AuthRoutes = (app, services) => {
  const params = Type.Object({ id: Type.String({ maxLength: 32 }) })
  const schema = { params, body: LeaveForProviderSchema, response: { 200: ProviderLocationSchema } }
  const config = { auth: services.steppedUp, coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs }
  app.post(`${authPaths.identities}/:id`, { schema, config }, async (request, reply) => {
    const provider = services.providers.find(request.params.id)
    if (provider === null) return sendProblem(reply, refuse('not_found'))
    return sendToProvider(request, reply, { provider, purpose: 'link', returnUrl: request.body.returnUrl }, services)
  })
}

/**
 * `DELETE /auth/identities/:id`: unlinks an identity and ends the other sessions that began with it; worth a step-up.
 * 409 for the last way in.
 */
export const unlinkIdentityRoute: AuthRoutes = (app, { identities, providers, sessions, steppedUp }) => {
  const params = Type.Object({ id: Type.String({ maxLength: 100 }) })
  app.delete(
    `${authPaths.identities}/:id`,
    { schema: { params }, config: { auth: steppedUp } },
    async (request, reply) => {
      const { userId, id: exceptSessionId } = request.auth.requireSession()
      const terms = { usableIssuers: providers.issuers, exceptSessionId, ending: sessions.ending('revoked') }
      const { outcome, ended } = await identities.unlink({ userId, id: request.params.id }, terms)
      if (outcome === 'not_found') return sendProblem(reply, refuse(outcome))
      if (outcome === 'last_login_method') return sendProblem(reply, lastWayIn)
      sessions.announceEnd(ended)
      return noContent(reply)
    },
  )
}

const lastWayIn = refuse('last_login_method', { detail: 'Link another one first, or you could not log in any more.' })

function describe({ id, issuer, name, email, createdAt, lastUsedAt }: IdentityRecord, providers: Providers) {
  const provider = providers.ofIssuer(issuer)
  return {
    id,
    provider: provider?.config.id ?? null,
    label: provider?.config.label ?? new URL(issuer).host,
    icon: provider?.config.icon ?? null,
    name,
    email,
    confirms: provider !== null && provider.config.stepUp !== 'off',
    linkedAt: new Date(createdAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
  }
}
