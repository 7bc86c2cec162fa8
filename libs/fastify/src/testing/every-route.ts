import type { LightMyRequestResponse } from 'fastify'
import { Browser, setCookies } from './browser.ts'
import { appWithOwnRoutes, type OwnRoute } from './own-routes.ts'
import { RogueProvider } from './rogue-provider.ts'
import { ada, publicUrl, type TestApp } from './test-app.ts'

const { email, password } = ada
const host = new URL(publicUrl).host

/** Bodies with which a route does what it is for; where none is named an empty one is right. */
const bodies: Record<string, object> = {
  'POST /auth/register': { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' },
  'POST /auth/login': { email, password },
  'POST /auth/session/reauthenticate': { password },
  'POST /auth/password/change': { currentPassword: password, newPassword: 'a-new-coat-every-day' },
  'PATCH /auth/me': { name: 'Eve' },
}

/** In the others `:id` is something of the user's. */
const namesProvider = /^\w+ \/auth\/providers\/|^POST \/auth\/identities\//

/** The body that makes a request to a route a sensible one. */
export function bodyFor({ name, method }: OwnRoute): object | undefined {
  return bodies[name] ?? (['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined)
}

/** Every route of the plugin, with Ada before it. */
export interface EveryRoute extends TestApp {
  routes: OwnRoute[]
  /** Those with a method that changes something. */
  unsafe: OwnRoute[]
  /** Ada, logged in and stepped up. She is logged in on a phone, too: `:id` stands for the session there, `:userId` for her. */
  browser: Browser
}

export async function everyRoute(): Promise<EveryRoute> {
  const rogue = await RogueProvider.start()
  const test = await appWithOwnRoutes({ providers: [rogue.config()] })
  const [browser, phone] = [new Browser(test.app), new Browser(test.app)]
  await browser.register()
  const { session, userId } = (await phone.logIn()).json<{ session: { id: string }; userId: string }>()
  await browser.stepUp()
  const idOf = ({ name }: OwnRoute) => (namesProvider.test(name) ? 'rogue' : session.id)
  const toUrl = (route: OwnRoute) => route.url.replace(':userId', userId).replace(':id', idOf(route))
  const routes = test.routes.map((route) => ({ ...route, url: toUrl(route) }))
  return { ...test, routes, browser, unsafe: routes.filter(({ method }) => method !== 'GET' && method !== 'HEAD') }
}

/** A fact about each route, by its name. */
export async function factsOf<Fact>(routes: OwnRoute[], toFact: (route: OwnRoute) => Promise<Fact>) {
  const facts: [string, Fact][] = []
  for (const route of routes) facts.push([route.name, await toFact(route)])
  return Object.fromEntries(facts)
}

/** The same fact of each route. */
export const eachIs = <Fact>(routes: OwnRoute[], fact: Fact) =>
  Object.fromEntries(routes.map(({ name }) => [name, fact]))

interface Question {
  method: string
  url: string
  headers?: Record<string, string>
  payload?: object | string | undefined
}

/** Asks as whoever sends these headers and no others. */
export async function ask(
  { app }: TestApp,
  { method, url, headers, payload }: Question,
): Promise<LightMyRequestResponse> {
  return app.inject({ method: method as 'GET', url, headers: { host, ...headers }, ...(payload && { payload }) })
}

/** The code of a problem; what an answer is that tells of none. */
export function codeOf({ body, statusCode }: LightMyRequestResponse): string {
  return /"code":"(\w+)"/.exec(body)?.[1] ?? `no problem: ${String(statusCode)}`
}

/** What comes before the body, whether or not that ever ends: one of the routes answers with a stream. */
export async function askForHead({ app }: TestApp, { method, url, headers }: Question) {
  const options = { method: method as 'GET', url, headers: { host, ...headers }, payloadAsStream: true } as const
  const answer = await app.inject(options)
  answer.stream().destroy()
  return { status: answer.statusCode, cookies: setCookies(answer), headers: answer.headers }
}
