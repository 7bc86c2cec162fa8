import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { anotherNode, restarted } from '../testing/another-node.ts'
import { Browser, curl } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'

/** Ada, logged in on a laptop and on a phone. */
async function twoSessions() {
  const test = await testApp()
  const [laptop, phone] = [new Browser(test.app), new Browser(test.app)]
  await laptop.register()
  await phone.logIn({ remember: true })
  return { ...test, laptop, phone }
}

const ask = async (app: FastifyInstance, { cookieHeader: cookie }: Browser) =>
  (await curl(app)('GET', '/auth/status', undefined, { cookie })).json()

describe('after a restart', () => {
  it('FC-4 ASVS 7.4.1 a token that was logged out opens nothing', async () => {
    const test = await twoSessions()
    const stolen = test.laptop.copy()
    await test.laptop.post('/auth/logout')

    const app = await restarted(test)

    expect(await ask(app, stolen)).toMatchObject({ authenticated: false, reason: 'logged_out' })
    expect(await ask(app, test.phone)).toMatchObject({ authenticated: true })
  })

  it('FC-4 a token that was renewed opens nothing', async () => {
    const test = await twoSessions()
    const stolen = test.laptop.copy()
    await test.laptop.stepUp()

    const app = await restarted(test)

    expect(await ask(app, stolen)).toMatchObject({ authenticated: false, reason: null })
    expect(await ask(app, test.laptop)).toMatchObject({ authenticated: true })
  })

  it('FC-10 a token opens its session as before: it is 32 random bytes, signed with nothing that could be lost', async () => {
    const test = await twoSessions()
    const token = test.laptop.cookies.get('__Host-sid') ?? ''
    const changed = new Browser(test.app)
    changed.cookies.set('__Host-sid', `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`)

    // With its file and without any secret: it was never given one.
    const app = await restarted(test)

    expect(Buffer.from(token, 'base64url').toString('base64url')).toBe(token)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await ask(app, test.laptop)).toMatchObject({ authenticated: true })
    expect(await ask(app, changed)).toMatchObject({ authenticated: false, reason: null })
  })
})

describe('on another node', () => {
  it('FC-4 ASVS 7.4.1 a logout holds at once', async () => {
    const test = await twoSessions()
    const node = await anotherNode(test)
    const stolen = test.laptop.copy()
    expect(await ask(node, stolen)).toMatchObject({ authenticated: true })

    await test.laptop.post('/auth/logout')

    expect(await ask(node, stolen)).toMatchObject({ authenticated: false, reason: 'logged_out' })
  })
})
