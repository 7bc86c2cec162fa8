import type { LightMyRequestResponse } from 'fastify'
import type { CoatcheckOptions } from '../index.ts'
import { expect } from 'vitest'
import { Browser } from './browser.ts'
import { RogueProvider } from './rogue-provider.ts'
import { publicUrl, type TestApp, testApp } from './test-app.ts'

/** An app in which one can log in through a provider that does what the test tells it to. */
export interface ProviderApp extends TestApp {
  rogue: RogueProvider
  browser: Browser
}

export async function providerApp(options: Partial<CoatcheckOptions> = {}): Promise<ProviderApp> {
  const rogue = await RogueProvider.start()
  const test = await testApp({ providers: [rogue.config()], providerDeadlineMs: 2000, ...options }, (app) => {
    app.get('/cash', { config: { auth: { within: '10m' } } }, () => 'cash')
  })
  rogue.clock = test.options.clock ?? rogue.clock
  return { ...test, rogue, browser: new Browser(test.app) }
}

/** Leaves for the provider: the URL of its login page. */
export async function leave(browser: Browser, query = ''): Promise<string> {
  const answer = await browser.get(`/auth/providers/rogue/start${query}`)
  return String(answer.headers.location)
}

/** Comes back from the provider, as a browser does that somebody else's page sends. */
export async function arrive(browser: Browser, callback: URL): Promise<LightMyRequestResponse> {
  return browser.get(callback.pathname + callback.search, { 'sec-fetch-site': 'cross-site' })
}

/** Goes to the provider and back. `claims` are the person who presses the button there. */
export async function logInThrough(
  { rogue, browser }: Pick<ProviderApp, 'rogue' | 'browser'>,
  claims: Record<string, unknown> = {},
  query = '',
): Promise<LightMyRequestResponse> {
  return arrive(browser, rogue.authorize(await leave(browser, query), claims))
}

/** The cookies of the tabs that have left for a provider, the newest last. */
export function tripCookies({ cookies }: Browser): [name: string, token: string][] {
  return [...cookies].filter(([name]) => name.startsWith('__Host-provider-'))
}

/** An answer takes back the cookie of one tab that had left. */
export const clearedTripCookie = expect.stringMatching(
  /^__Host-provider-[\w-]{8}=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
) as string

/** Where an answer leads to, as a path of the app. */
export function leadsTo({ headers }: LightMyRequestResponse): string {
  const url = new URL(String(headers.location), publicUrl)
  return url.origin === publicUrl ? url.pathname + url.search + url.hash : url.href
}

/** The problem that an answer leads to, or null. */
export function problemOf(answer: LightMyRequestResponse): string | null {
  return new URL(String(answer.headers.location), publicUrl).searchParams.get('problem')
}

/** What became of a round trip that leads nowhere: the problem that it leads to, and all that must not be there. */
export async function outcomeOf({ rows, logged, browser }: ProviderApp, answer: LightMyRequestResponse) {
  const { authenticated } = (await browser.get('/auth/status')).json<{ authenticated: boolean }>()
  return {
    status: answer.statusCode,
    problem: problemOf(answer),
    authenticated,
    users: rows('coatcheck_users'),
    sessions: rows('coatcheck_sessions'),
    identities: rows('coatcheck_identities'),
    lines: logged.filter((line) => line.includes('A round trip to a provider has failed')).length,
  }
}

/** The outcome of a round trip that was refused with a problem: a line in the log, and nothing else. */
export function refusedWith(problem: string) {
  return { status: 303, problem, authenticated: false, users: 0, sessions: 0, identities: 0, lines: 1 }
}
