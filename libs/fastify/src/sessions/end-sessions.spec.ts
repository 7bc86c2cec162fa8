import { describe, expect, it } from 'vitest'
import { anotherNode } from '../testing/another-node.ts'
import { Browser, curl } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada in three browsers, one of them remembered, and Bob in one. */
async function setUp() {
  const test = await testApp()
  const adas = [new Browser(test.app), new Browser(test.app), new Browser(test.app)] as const
  const { userId } = (await adas[0].register()).json()
  await adas[1].logIn()
  await adas[2].logIn({ remember: true })
  const bobs = new Browser(test.app)
  await bobs.register(bob)
  const nodes = [test.app, await anotherNode(test)]
  const isIn = async ({ cookieHeader: cookie }: Browser) => {
    const answers = await Promise.all(nodes.map((node) => curl(node)('GET', '/auth/me', undefined, { cookie })))
    return answers.map(({ statusCode }) => statusCode === 200)
  }
  return { ...test, adas, bobs, userId, isIn }
}

describe('app.coatcheck.endSessions', () => {
  it('ASVS 7.4.5 ends all sessions of one user on every node, and of nobody else', async () => {
    const { app, adas, bobs, isIn, userId } = await setUp()
    expect(await Promise.all(adas.map(isIn))).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ])

    expect(await app.coatcheck.endSessions(userId, 'revoked_by_admin')).toBe(3)

    expect(await Promise.all(adas.map(isIn))).toEqual([
      [false, false],
      [false, false],
      [false, false],
    ])
    expect(await isIn(bobs)).toEqual([true, true])
    expect((await adas[2].get('/auth/status')).json()).toMatchObject({ reason: 'revoked_by_admin' })
  })

  it('FC-5 ASVS 7.4.2 ends all sessions of an account that was disabled, on every node', async () => {
    const { app, adas, isIn, userId } = await setUp()

    await app.coatcheck.endSessions(userId, 'account_disabled')

    expect(await Promise.all(adas.map(isIn))).toEqual([
      [false, false],
      [false, false],
      [false, false],
    ])
    expect((await adas[1].get('/auth/me')).json()).toMatchObject({ reason: 'account_disabled' })
  })
})

describe('DELETE /auth/me', () => {
  it('FC-5 ASVS 7.4.2 ends all sessions of the account on every node', async () => {
    const { adas, bobs, isIn, rows } = await setUp()
    const copies = adas.map((browser) => browser.copy())
    await adas[0].stepUp()

    await adas[0].send('DELETE', '/auth/me')

    expect(await Promise.all(copies.map(isIn))).toEqual([
      [false, false],
      [false, false],
      [false, false],
    ])
    expect(await isIn(bobs)).toEqual([true, true])
    expect(rows('coatcheck_sessions')).toBe(1)
  })
})

describe('POST /auth/password/change', () => {
  it('FC-5 ASVS 7.4.3 ends all other sessions on every node, the remembered one too', async () => {
    const { adas, bobs, isIn } = await setUp()
    await adas[0].stepUp()

    const passwords = { currentPassword: ada.password, newPassword: 'a-new-coat-every-day' }
    expect((await adas[0].post('/auth/password/change', passwords)).statusCode).toBe(204)

    expect(await Promise.all(adas.map(isIn))).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
    expect(await isIn(bobs)).toEqual([true, true])
  })
})
