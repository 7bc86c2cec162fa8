import { authPaths } from '@coatcheck/contract'
import Type from 'typebox'
import { refuse } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import { Unavailable } from '../../problem/unavailable.ts'
import { ProviderFailure } from '../../providers/provider-failure.ts'
import type { AuthRoutes } from '../auth-routes.ts'
import { ProviderIdSchema } from './start.ts'

const form = 'application/x-www-form-urlencoded'

/** A message is kept this long, in milliseconds: longer than it would be believed, and than a round trip may take. */
const keptMs = 30 * 60_000

/**
 * `POST /auth/providers/:id/backchannel-logout`: the provider says, from server to server, that somebody is logged out
 * there. Ends the sessions that began there, and no others. 200 once they are over for ever, 400 for a token that is not
 * in order or was acted on already.
 */
export const backchannelLogoutRoute: AuthRoutes = (
  app,
  { providers, providerLogins, sessions, clock, ...services },
) => {
  const body = Type.Object({ logout_token: Type.String({ maxLength: 20_000 }) })
  const options = {
    schema: { params: ProviderIdSchema, body },
    config: {
      auth: 'public',
      accepts: [form],
      coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs,
    },
  } as const
  app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: 64 * 1024 }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(text))))
  })
  app.post(`${authPaths.providers}/:id/backchannel-logout`, options, async (request, reply) => {
    const provider = providers.find(request.params.id)
    if (provider?.readLogoutToken === undefined) return sendProblem(reply, refuse('not_found'))
    try {
      const notice = await provider.readLogoutToken(request.body.logout_token)
      const logout = { ...notice, issuer: provider.issuer, forgetAt: clock() + keptMs }
      const ended = await providerLogins.logOut(logout, sessions.ending('logged_out'))
      if (ended === null) throw new ProviderFailure('rejected', 'The message was acted on already')
      sessions.announceEnd(ended)
      request.log.info({ provider: provider.config.id, ended: ended.length }, 'A provider has logged somebody out')
      return ''
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error
      const { problem, message: why } = error
      request.log.warn({ provider: provider.config.id, problem, why }, 'A logout of a provider is not believed')
      if (problem === 'provider_unavailable') throw new Unavailable('The provider does not publish its keys')
      return sendProblem(reply, refuse('invalid_input', { detail: 'The logout token is not in order.' }))
    }
  })
}
