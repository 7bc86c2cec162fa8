import { parseSetCookie, type SetCookie } from 'cookie'
import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { bodyFor, type EveryRoute, everyRoute } from '../testing/every-route.ts'
import { newcomer } from '../testing/newcomer.ts'
import type { OwnRoute } from '../testing/own-routes.ts'
import { readDatabase } from '../testing/read-database.ts'

type Situation = (test: EveryRoute, route: OwnRoute) => Promise<{ browser: Browser; body: object | undefined }>

/** How a route may be asked; the wrong password comes under each of the names that it has. */
const situations: Record<string, Situation> = {
  'a stranger': async ({ app }, route) => ({ browser: new Browser(app), body: bodyFor(route) }),
  'somebody logged in': async (test, route) => ({ browser: await newcomer(test), body: bodyFor(route) }),
  'somebody to be remembered': async (test, route) => {
    return { browser: await newcomer(test), body: { ...bodyFor(route), remember: true } }
  },
  'a wrong password': async (test, route) => {
    return { browser: await newcomer(test), body: { ...bodyFor(route), password: 'x', currentPassword: 'x' } }
  },
  'no body': async (test) => ({ browser: await newcomer(test), body: undefined }),
  'a dead token': async (test, route) => {
    const browser = await newcomer(test)
    await browser.copy().post('/auth/logout')
    return { browser, body: bodyFor(route) }
  },
}

interface Told {
  /** Which route was asked, and how. */
  by: string
  cookies: SetCookie[]
  /** All of the answer but its `Set-Cookie`. */
  elsewhere: string
}

/** What every route answers in every situation, last of all while the store is gone; streams are left out. */
async function everyAnswer() {
  const test = await everyRoute()
  test.app.log.level = 'trace'
  const routes = test.routes.filter(({ url }) => !url.endsWith('/events'))
  const told: Told[] = []
  const secrets = new Set<string>()
  const ask = async (by: string, { method, url }: OwnRoute, browser: Browser, body?: object) => {
    const before = [...browser.cookies.values()]
    const answer = await browser.send(method, url, method === 'GET' || method === 'HEAD' ? undefined : body)
    const { 'set-cookie': _, ...headers } = answer.headers
    const cookies = setCookies(answer).map((header) => parseSetCookie(header))
    for (const secret of [...before, ...cookies.map(({ value = '' }) => value)]) secrets.add(secret)
    told.push({ by, cookies, elsewhere: JSON.stringify(headers) + answer.body })
  }

  for (const route of routes) {
    for (const [how, situation] of Object.entries(situations)) {
      const { browser, body } = await situation(test, route)
      await ask(`${route.name} by ${how}`, route, browser, body)
    }
  }
  const hashes = readDatabase(test.file)['coatcheck_sessions']?.map((row) => String((row as never)['token_hash'])) ?? []
  const last = await newcomer(test)
  await test.store.close()
  for (const route of routes) await ask(`${route.name} without a store`, route, last.copy(), bodyFor(route))
  secrets.delete('')
  return { told, secrets: [...secrets], hashes, logged: test.logged }
}

let answers: ReturnType<typeof everyAnswer> | null = null

/** Asked once for all the tests; there are about a hundred. */
const theAnswers = () => (answers ??= everyAnswer())

/** Every cookie that any of the answers set or cleared, with who got it. */
async function everyCookie(): Promise<(SetCookie & { by: string })[]> {
  return (await theAnswers()).told.flatMap(({ by, cookies }) => cookies.map((cookie) => ({ by, ...cookie })))
}

/** The cookies that are not as they should be, by whom they went to. */
const but = (cookies: (SetCookie & { by: string })[], isRight: (cookie: SetCookie) => boolean) =>
  cookies.filter((cookie) => !isRight(cookie)).map(({ by, name }) => `${name} for ${by}`)

describe('every Set-Cookie of every route', () => {
  it('is among those of a login, a renewal and a logout', async () => {
    const kinds = (await everyCookie()).map(({ by, name, maxAge }) => `${by}: ${name}, ${String(maxAge)}`)

    expect(kinds).toEqual(
      expect.arrayContaining([
        'POST /auth/login by somebody logged in: __Host-sid, undefined',
        'POST /auth/login by somebody to be remembered: __Host-sid, 2592000',
        'POST /auth/session/reauthenticate by somebody logged in: __Host-sid, undefined',
        'POST /auth/password/change by somebody logged in: __Host-sid, undefined',
        'POST /auth/logout by somebody logged in: __Host-sid, 0',
        'POST /auth/logout by a dead token: __Host-sid, 0',
        'DELETE /auth/me by somebody logged in: __Host-sid, 0',
      ]),
    )
  })

  it('ASVS 3.3.1 is Secure and has a name that makes browsers insist on it', async () => {
    const isRight = ({ name, secure }: SetCookie) => secure === true && /^__(Host|Secure)-/.test(name)

    expect(but(await everyCookie(), isRight)).toEqual([])
  })

  it('ASVS 3.3.2 is SameSite=Lax: a link may bring it along, another page may not', async () => {
    expect(but(await everyCookie(), ({ sameSite }) => sameSite === 'lax')).toEqual([])
  })

  it('ASVS 3.3.3 belongs to one host: __Host-, Path=/ and no Domain', async () => {
    const isRight = ({ name, path, domain }: SetCookie) =>
      name.startsWith('__Host-') && path === '/' && domain === undefined

    expect(but(await everyCookie(), isRight)).toEqual([])
  })

  it('ASVS 3.3.4 is HttpOnly', async () => {
    expect(but(await everyCookie(), ({ httpOnly }) => httpOnly === true)).toEqual([])
  })

  it('ASVS 3.3.4 has a value that is nowhere else: in no body, no other header and no log', async () => {
    const { told, secrets, hashes, logged } = await theAnswers()

    expect(secrets.length).toBeGreaterThan(50)
    expect(hashes.length).toBeGreaterThan(20)
    const leaks = [...secrets, ...hashes].flatMap((secret) => [
      ...told.filter(({ elsewhere }) => elsewhere.includes(secret)).map(({ by }) => by),
      ...logged.filter((line) => line.includes(secret)),
    ])
    expect(leaks).toEqual([])
  })

  it('ASVS 3.3.5 is shorter than 4,096 bytes, name and value together', async () => {
    const isRight = ({ name, value = '' }: SetCookie) => Buffer.byteLength(name + value) < 4096

    expect(but(await everyCookie(), isRight)).toEqual([])
  })

  it('L2 is sent with no answer of 503, 401 or 403', async () => {
    const { told } = await theAnswers()
    const refused = told.filter(({ elsewhere }) => /"status":(503|401|403)/.test(elsewhere))

    expect(refused.length).toBeGreaterThan(30)
    expect(refused.filter(({ cookies }) => cookies.length > 0)).toEqual([])
  })
})
