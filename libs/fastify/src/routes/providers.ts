import { authPaths } from '@coatcheck/contract'
import { ProvidersSchema } from '@coatcheck/contract/schemas'
import type { AuthRoutes } from './auth-routes.ts'

/** `GET /auth/providers`: whose login pages lead in here. Asks none of them anything. */
export const listProvidersRoute: AuthRoutes = (app, { providers }) => {
  const schema = { response: { 200: ProvidersSchema } }
  app.get(authPaths.providers, { schema, config: { auth: 'public' } }, async () => ({ providers: providers.list() }))
}
