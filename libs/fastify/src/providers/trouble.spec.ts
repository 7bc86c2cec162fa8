import { afterEach, describe, expect, it, vi } from 'vitest'
import { Browser } from '../testing/browser.ts'
import {
  arrive,
  leadsTo,
  leave,
  logInThrough,
  problemOf,
  type ProviderApp,
  providerApp,
} from '../testing/provider-app.ts'
import type { Lies } from '../testing/rogue-provider.ts'

type Answer = NonNullable<Lies['answer']>

const html: Answer = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our network</h1>')
  return true
}
const status = (code: number, headers = {}): Answer => {
  return async (_request, response) => Boolean(response.writeHead(code, headers).end())
}
const huge: Answer = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.on('close', () => response.destroy())
  const more = () => response.write(`"${'x'.repeat(65_536)}",`, more)
  response.write('[', more)
  return true
}
const slow: Answer = () => new Promise(() => undefined)

/** What goes wrong behind a provider's address. */
const troubles: Record<string, Answer> = {
  'is not there': async (request) => Boolean(request.socket.destroy()),
  hangs: slow,
  'answers 500': status(500),
  'answers 503': status(503, { 'retry-after': '60' }),
  'answers 404': status(404),
  'leads elsewhere': status(302, { location: 'http://169.254.169.254/latest/meta-data' }),
  'answers a page': html,
  'answers without an end': huge,
  'answers half': async (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"issuer":')
    setImmediate(() => response.destroy())
    return true
  },
}

const only = (path: string, answer: Answer): Answer => {
  return async (request, response) => (request.url?.startsWith(path) === true ? answer(request, response) : false)
}

async function troubled(answer: Answer): Promise<ProviderApp> {
  const test = await providerApp({ providerDeadlineMs: 400 })
  test.rogue.lies = { answer }
  return test
}

const isAvailable = async (browser: Browser) => (await browser.get('/auth/providers')).json().providers[0].available

describe('a provider in trouble', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(Object.entries(troubles))('FC-29 disturbs nothing but its own button when it %s', async (_what, answer) => {
    const test = await troubled(answer)

    const refused = await test.browser.get('/auth/providers/rogue/start?returnUrl=/profile')

    expect(leadsTo(refused)).toBe('/login?returnUrl=%2Fprofile&problem=provider_unavailable&provider=rogue')
    expect([await isAvailable(test.browser), test.rows('coatcheck_round_trips')]).toEqual([false, 0])
    expect((await test.browser.register()).statusCode).toBe(201)
    expect((await new Browser(test.app).logIn()).statusCode).toBe(200)
  })

  it('L6 is there again without a restart', async () => {
    const test = await troubled(troubles['is not there'] as Answer)
    await leave(test.browser)
    test.rogue.lies = {}
    test.pass(2)

    expect(problemOf(await logInThrough(test))).toBeNull()

    expect(await isAvailable(test.browser)).toBe(true)
  })

  it('is not asked again at once, nor once for each who waits', async () => {
    const test = await troubled(status(500))

    await Promise.all(Array.from({ length: 5 }, () => new Browser(test.app).get('/auth/providers/rogue/start')))
    await leave(test.browser)
    expect(test.rogue.asked).toHaveLength(1)
    test.pass(2)
    await leave(test.browser)

    expect(test.rogue.asked).toHaveLength(2)
  })

  it('L6 is looked for again while its button is shown, without anybody pressing it', async () => {
    const test = await troubled(status(500))
    await leave(test.browser)
    test.rogue.lies = {}
    test.pass(2)
    expect(await isAvailable(test.browser)).toBe(false)

    await vi.waitUntil(() => isAvailable(test.browser))
  })

  it('is shown to be gone once somebody has left for it, and lets nobody wait to find that out', async () => {
    const test = await providerApp()
    await logInThrough(test)
    test.pass(60)
    test.rogue.lies = { answer: async (request) => Boolean(request.socket.destroy()) }

    expect(await leave(test.browser)).toContain('/authorize?')

    await vi.waitUntil(async () => !(await isAvailable(test.browser)))
  })

  it('is shown to be in trouble for a while when nobody came back from it', async () => {
    const test = await troubled(only('/token', status(500)))
    await logInThrough(test)
    expect(await isAvailable(test.browser)).toBe(false)

    test.pass(30)
    expect(await isAvailable(test.browser)).toBe(true)
  })

  it.each([400, 401, 403])(
    'is not shown to be in trouble by whoever makes up a code, which it answers %i',
    async (status) => {
      const test = await providerApp()
      test.rogue.lies.answer = async ({ url }, response) => {
        if (url !== '/token') return false
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}')
        return true
      }

      expect(problemOf(await logInThrough(test))).toBe('rejected')

      expect((await test.browser.get('/auth/providers')).json()).toMatchObject({ providers: [{ available: true }] })
    },
  )

  it('is asked for its metadata once a minute, and nobody waits for it', async () => {
    const test = await providerApp()
    await logInThrough(test)
    await logInThrough(test)
    const asked = () => test.rogue.asked.filter((path) => path.includes('.well-known')).length
    expect(asked()).toBe(1)
    test.pass(60)
    test.rogue.lies = { answer: only('/.well-known', slow) }

    expect(problemOf(await logInThrough(test))).toBeNull()

    expect(asked()).toBe(2)
  })

  it.each(Object.entries(troubles))('FI-20 logs nobody in when its token endpoint %s', async (_what, answer) => {
    const test = await troubled(only('/token', answer))

    expect(problemOf(await logInThrough(test))).toBe('provider_unavailable')

    expect([test.rows('coatcheck_sessions'), test.rows('coatcheck_users')]).toEqual([0, 0])
  })

  it.each(Object.entries(troubles))('FC-29 logs nobody in when the address of its keys %s', async (_what, answer) => {
    const test = await troubled(only('/keys', answer))

    expect(problemOf(await logInThrough(test))).toBe('provider_unavailable')

    expect(test.rows('coatcheck_sessions')).toBe(0)
  })

  it('FI-20 makes nobody a user of whom it does not tell more, and lets in whom it has told about before', async () => {
    const test = await providerApp({ providerDeadlineMs: 400 })
    await logInThrough(test, { sub: 'ada', name: 'Ada' })
    test.rogue.lies = { answer: only('/userinfo', slow) }

    expect(problemOf(await logInThrough(test, { sub: 'bob' }))).toBe('provider_unavailable')
    expect(problemOf(await logInThrough(test, { sub: 'ada' }))).toBeNull()

    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ name: 'Ada' })
    const { id } = (await test.browser.get('/auth/me')).json()
    expect(await test.store.identities.list(id)).toMatchObject([{ name: 'Ada' }])
  })

  it('FI-20 logs in after it has changed its keys', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const test = await providerApp()
    await logInThrough(test)
    vi.setSystemTime(Date.now() + 10_000)

    await test.rogue.rotateKeys()

    expect(problemOf(await logInThrough({ ...test, browser: new Browser(test.app) }))).toBeNull()
  })

  it('FI-20 logs in by a key that changed while somebody was on the way', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const test = await providerApp()
    await logInThrough(test)
    const callback = test.rogue.authorize(await leave(test.browser))
    vi.setSystemTime(Date.now() + 6000)

    await test.rogue.rotateKeys()

    expect(problemOf(await arrive(test.browser, callback))).toBeNull()
  })

  it('is not asked for its keys with every token that is signed with another', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const test = await providerApp()
    await logInThrough(test)
    test.rogue.lies = { signing: { kid: 'nobody-knows' } }

    for (const sub of ['a', 'b', 'c']) await logInThrough({ ...test, browser: new Browser(test.app) }, { sub })

    expect(test.rogue.asked.filter((path) => path === '/keys')).toHaveLength(1)
  })

  it('FI-10 counts its time by the clock of the app', async () => {
    const test = await providerApp()
    const ahead = test.rogue.clock
    test.rogue.clock = () => ahead() + 25_000
    expect(problemOf(await logInThrough(test))).toBeNull()

    test.rogue.clock = () => ahead() + 400_000
    expect(problemOf(await logInThrough(test, { nbf: Math.floor(ahead() / 1000) + 400 }))).toBe('rejected')
  })
})
