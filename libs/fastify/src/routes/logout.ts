import { authPaths, type LoggedOut } from '@coatcheck/contract'
import { LogoutSchema } from '@coatcheck/contract/schemas'
import type { FastifyRequest } from 'fastify'
import type { AuthRoutes, RouteServices } from './auth-routes.ts'
import { noContent } from './no-content.ts'

/**
 * `POST /auth/logout`: 204 once the session is over for ever; also for people who were not logged in. With `atProvider`
 * it is 200, and tells where the browser logs out at the provider that it came through.
 */
export const logoutRoute: AuthRoutes = (app, services) => {
  const config = { auth: 'public', coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs } as const
  app.post(authPaths.logout, { schema: { body: LogoutSchema }, config }, async (request, reply) => {
    const { atProvider = false } = request.body
    // Asked first: afterwards nobody knows any more where the session began.
    const issuer = atProvider ? await issuerOf(request, services) : null
    await request.auth.logOut(reply)
    if (!atProvider) return noContent(reply)
    const provider = issuer === null ? null : services.providers.ofIssuer(issuer)
    const providerLogoutUrl = (await provider?.logoutUrl?.(services.returnPages.home)) ?? null
    return { providerLogoutUrl } satisfies LoggedOut
  })
}

async function issuerOf(request: FastifyRequest, { providerLogins }: RouteServices): Promise<string | null> {
  const caller = await request.auth.identify()
  if (!caller.authenticated) return null
  return (await providerLogins.find(caller.session.id))?.issuer ?? null
}
