import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { anotherNode } from '../testing/another-node.ts'
import { Browser, curl } from '../testing/browser.ts'
import { readDatabase } from '../testing/read-database.ts'
import { ada, testApp, type TestApp } from '../testing/test-app.ts'
import { createSessionToken, hashSessionToken } from './session-token.ts'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }
const cookieName = '__Host-sid'

/** Ada, logged in and stepped up, in an app with a login and a change of privileges of the host's own. */
async function setUp(): Promise<TestApp & { browser: Browser; userId: string }> {
  const test = await testApp({}, (app) => {
    app.post('/own-login', { config: { auth: 'public' } }, async (request, reply) => {
      return request.auth.logIn(reply, (request.body as { userId: string }).userId)
    })
    app.post('/promote', { config: { auth: 'user' } }, async (request, reply) => request.auth.rotate(reply))
  })
  const browser = new Browser(test.app)
  const { userId } = (await browser.register()).json()
  await browser.stepUp()
  return { ...test, browser, userId }
}

type Act = (browser: Browser, userId: string) => Promise<unknown>

const logins: [string, Act][] = [
  ['login', (browser) => browser.logIn()],
  ['login to be remembered', (browser) => browser.logIn({ remember: true })],
  ['registration', (browser) => browser.register(bob)],
  ["the host's own login", (browser, userId) => browser.post('/own-login', { userId })],
]

const renewals: [string, Act][] = [
  ['step-up', (browser) => browser.stepUp()],
  [
    'change of the password',
    (browser) =>
      browser.post('/auth/password/change', { currentPassword: ada.password, newPassword: 'a-new-coat-every-day' }),
  ],
  ["the host's own change of privileges", (browser) => browser.post('/promote')],
]

/** What the holder of a token is answered. */
async function statusFor(app: FastifyInstance, token: string): Promise<number> {
  return (await curl(app)('GET', '/auth/me', undefined, { cookie: `${cookieName}=${token}` })).statusCode
}

describe('a new token', () => {
  it.each([...logins, ...renewals])('FC-2 ASVS 7.2.4 is the only one after: %s', async (_how, act) => {
    const scene = await setUp()
    const { app, browser, file, userId } = scene
    const nodes = [app, await anotherNode(scene)]
    const before = browser.cookies.get(cookieName) ?? ''

    await act(browser, userId)

    const token = browser.cookies.get(cookieName) ?? ''
    expect(token).not.toBe(before)
    expect(readDatabase(file)['coatcheck_sessions']).toEqual([
      expect.objectContaining({ token_hash: hashSessionToken(token) }),
    ])
    for (const node of nodes) {
      expect([await statusFor(node, before), await statusFor(node, token)]).toEqual([401, 200])
    }
  })

  describe.each(logins)('of a %s', (_how, act) => {
    it('FC-1 is not one that somebody made up and planted', async () => {
      const { app, browser, file, userId } = await setUp()
      const planted = createSessionToken()
      const victim = new Browser(app)
      victim.cookies.set(cookieName, planted)
      await browser.post('/auth/logout')

      await act(victim, userId)

      expect(victim.cookies.get(cookieName)).not.toBe(planted)
      expect(await statusFor(app, planted)).toBe(401)
      expect(JSON.stringify(readDatabase(file))).not.toContain(hashSessionToken(planted))
    })

    it("FC-1 is not the attacker's, whose session was planted and is over on every node", async () => {
      const scene = await setUp()
      const { app, userId } = scene
      const nodes = [app, await anotherNode(scene)]
      const [attacker, victim] = [new Browser(app), new Browser(app)]
      await attacker.register({ name: 'Eve', email: 'eve@example.org', password: 'hang-it-on-my-hook' })
      const planted = attacker.cookies.get(cookieName) ?? ''
      victim.cookies.set(cookieName, planted)

      await act(victim, userId)

      const token = victim.cookies.get(cookieName) ?? ''
      expect(token).not.toBe(planted)
      for (const node of nodes) {
        expect([await statusFor(node, planted), await statusFor(node, token)]).toEqual([401, 200])
      }
    })
  })
})
