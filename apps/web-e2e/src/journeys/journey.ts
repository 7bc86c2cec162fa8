import { expect, test as base, type Page } from '@playwright/test'
import { ApiProcess } from '../server/api-process.ts'
import { Visitor } from './visitor.ts'

interface JourneyFixtures {
  /** Somebody in front of the browser, with an e-mail address that nobody else has. */
  ada: Visitor
  /** A page in another browser, which shares no cookie with the first. */
  elsewhere: Page
  /** What the pages complained about: broken content security policies, errors. Any that is left fails the journey. */
  complaints: string[]
}

/** A journey through the real app: one server with one database for each worker, one browser profile for each test. */
export const test = base.extend<JourneyFixtures, { serverUrl: string }>({
  serverUrl: [
    // Playwright reads from the pattern what the fixture needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const api = new ApiProcess()
      await use(await api.start())
      await api.stop()
      api.removeFiles()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ serverUrl }, use) => use(serverUrl),
  ada: ({ page }, use) => use(new Visitor(page, 'Ada Lovelace')),
  elsewhere: async ({ baseURL, browser }, use) => {
    const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) })
    await use(await context.newPage())
    await context.close()
  },
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = []
      context.on('weberror', (error) => complaints.push(error.error().message))
      context.on('console', (message) => {
        // The browser logs each 4xx by itself; a refused login is no defect.
        if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
        complaints.push(message.text())
      })
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** The paths of what a page asks the API of logins from now on; that it listens to events is no question. */
export function authRequestsOf(page: Page): string[] {
  const paths: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/auth/') && pathname !== '/auth/events') paths.push(pathname)
  })
  return paths
}

export { expect }
