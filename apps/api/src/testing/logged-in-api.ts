import { loginAs, type LoginAsOptions } from '@coatcheck/fastify/testing'
import type { AppConfig } from '../config.ts'
import { testApi } from './test-api.ts'

/** The whole API with Ada logged in: `session` is her browser. `logIn` opens one more. */
export async function loggedInApi(config: Partial<AppConfig> = {}) {
  const api = await testApi(config)
  const { userId } = (await api.register()).json<{ userId: string }>()
  await api.ask('POST', '/auth/logout', {})
  const logIn = (options?: LoginAsOptions) => loginAs(api.app, userId, options)
  return { ...api, userId, logIn, session: await logIn() }
}
