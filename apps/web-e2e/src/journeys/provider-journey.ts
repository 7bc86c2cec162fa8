import { expect } from '@playwright/test'
import { type LocalProviders, startProviders } from '../../../../tools/identity-provider/start-providers.ts'
import { freePort } from '../../../../tools/servers/free-port.ts'
import { ApiProcess } from '../server/api-process.ts'
import { test as journeyTest } from './journey.ts'
import { Guest } from './guest.ts'

interface ProviderFixtures {
  /** The providers, all of them well. */
  providers: LocalProviders
  /** The server, which knows nobody yet: the people of the providers are the same in every test. */
  server: { url: string }
  /** Somebody in front of the browser who has accounts elsewhere. */
  guest: Guest
}

/** Providers and, where they lead back to, a port for the app. */
interface Neighbourhood {
  providers: LocalProviders
  port: number
}

/** A journey past the login pages of others: with providers of its own for each worker, and a server for each test. */
export const test = journeyTest.extend<ProviderFixtures, { neighbourhood: Neighbourhood }>({
  neighbourhood: [
    // Playwright reads from the pattern what the fixture needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const port = await freePort()
      const providers = await startProviders(`http://localhost:${port}`)
      await use({ providers, port })
      await providers.close()
    },
    { scope: 'worker' },
  ],
  providers: async ({ neighbourhood: { providers } }, use) => {
    await use(providers)
    for (const provider of [providers.local, providers.google, providers.facebook]) await provider.setTrouble(null)
  },
  server: async ({ neighbourhood: { port, providers } }, use) => {
    const api = new ApiProcess({ ...providers.settings, PORT: String(port) })
    await use({ url: await api.start() })
    await api.stop()
    api.removeFiles()
  },
  baseURL: ({ server }, use) => use(server.url),
  guest: ({ page }, use) => use(new Guest(page)),
})

export { expect }
