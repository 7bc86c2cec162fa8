import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { askForHead, bodyFor, codeOf, eachIs, everyRoute, factsOf } from '../testing/every-route.ts'
import { readDatabase } from '../testing/read-database.ts'

/** What begins, extends or ends sessions. Whatever else is unsafe, a route to come among it, changes the account. */
const sessionRoutes = new Set([
  ...['POST /auth/register', 'POST /auth/login', 'POST /auth/logout'],
  ...['POST /auth/session/extend', 'POST /auth/session/reauthenticate'],
  ...['DELETE /auth/sessions', 'DELETE /auth/sessions/:id'],
  ...['POST /auth/providers/:id/reauthenticate', 'POST /auth/providers/:id/backchannel-logout'],
])

/** How somebody looks is no part of how they log in: whoever has stolen a session gains nothing by it. */
const pictureRoutes = new Set(['PUT /auth/me/picture', 'DELETE /auth/me/picture'])

const stranger = { cookie: `__Host-sid=${'A'.repeat(43)}` }
/** What a browser sends when somebody follows a link from another site. */
const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('every route of the plugin', () => {
  it('ASVS 7.2.1 is 401 without a live session, unless it is public', async () => {
    const test = await everyRoute()
    const { session, userId } = (await test.browser.get('/auth/status')).json()
    const guarded = test.routes.filter(({ isPublic }) => !isPublic)
    const before = readDatabase(test.file)

    expect(guarded.length).toBeGreaterThanOrEqual(11)
    for (const headers of [
      {},
      stranger,
      { cookie: `__Host-sid=${session.id}` },
      { 'x-auth-user': userId, authorization: `Bearer ${userId}` },
    ]) {
      const statuses = await factsOf(guarded, async (route) => (await askForHead(test, { ...route, headers })).status)
      expect(statuses).toEqual(eachIs(guarded, 401))
    }
    expect(readDatabase(test.file)).toEqual(before)
  })

  it('ASVS 7.5.1 asks for a step-up when it changes the account', async () => {
    const test = await everyRoute()
    const browser = new Browser(test.app)
    await browser.logIn()
    const account = test.unsafe.filter(({ name }) => !sessionRoutes.has(name) && !pictureRoutes.has(name))
    const before = readDatabase(test.file)

    const codes = await factsOf(account, async (route) => {
      return codeOf(await browser.send(route.method, route.url, bodyFor(route)))
    })

    expect(account.length).toBeGreaterThanOrEqual(3)
    expect(codes).toEqual(eachIs(account, 'reauthentication_required'))
    expect(readDatabase(test.file)).toEqual(before)
  })

  it.each(['GET', 'HEAD', 'OPTIONS'])('ASVS 7.6.2 begins no session when a link leads to it: %s', async (method) => {
    const test = await everyRoute()
    const before = readDatabase(test.file)

    for (const headers of [link, { ...link, ...stranger }]) {
      const ask = async ({ url }: { url: string }) => (await askForHead(test, { method, url, headers })).cookies
      expect(await factsOf(test.routes, ask)).toEqual(eachIs(test.routes, []))
    }

    expect(readDatabase(test.file)).toEqual(before)
  })

  it('ASVS 7.6.2 begins a session where somebody logs in or registers, and nowhere else', async () => {
    const test = await everyRoute()
    const begun = await factsOf(test.unsafe, async (route) => {
      const before = test.rows('coatcheck_sessions')
      await new Browser(test.app).send(route.method, route.url, bodyFor(route))
      return test.rows('coatcheck_sessions') - before
    })

    expect(begun).toEqual({ ...eachIs(test.unsafe, 0), 'POST /auth/register': 1, 'POST /auth/login': 1 })
  })
})
