import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestSession } from '../request-session.ts'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'
import { LoginDataStore } from './login-data-store.ts'

declare module 'fastify' {
  interface Session {
    cart?: string[] | undefined
    colour?: string | undefined
  }
}

/** Holds a handler of `/slow-colour` until the test lets it go on. */
const makeGate = () => ({ arrived: Promise.withResolvers<undefined>(), open: Promise.withResolvers<undefined>() })
let gate = makeGate()

beforeEach(() => {
  gate = makeGate()
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** What no store can give back as it was. */
const odd = {
  cycle: (session: object) => ({ cycle: session }),
  bigint: () => ({ big: 1n }),
  abyss: () => ({ deep: JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown }),
}

const shop = async (app: FastifyInstance) => {
  await app.register(async (context) => {
    await context.register(requestSession)
    const config = { auth: 'user' } as const
    context.get('/cart', { config }, (request) => ({
      cart: request.session.cart ?? [],
      colour: request.session.colour,
    }))
    context.post('/cart', { config }, (request) => {
      request.session.cart = [...(request.session.cart ?? []), 'coat']
      return 'kept'
    })
    context.post('/slow-colour', { config }, async (request) => {
      request.session.colour = 'green'
      gate.arrived.resolve(undefined)
      await gate.open.promise
      return 'kept'
    })
    context.post('/crash', { config }, (request) => {
      request.session.cart = ['half']
      throw new Error('on purpose')
    })
    context.post('/empty', { config }, async (request) => {
      await request.session.destroy()
      return 'empty'
    })
    context.post('/regenerate', { config }, async (request) => {
      await request.session.regenerate()
      return 'regenerated'
    })
    context.post('/guest', { config: { auth: 'public' } }, (request) => {
      request.session.cart = ['guest']
      return 'forgotten'
    })
    context.post('/keep-cart', { config }, async (request) => {
      await request.session.regenerate(['cart'])
      request.session.colour = 'blue'
      return 'kept'
    })
    context.post('/log-in-as/:id', { config }, async (request, reply) => {
      const { id } = request.params as { id: string }
      await request.auth.logIn(reply, id)
      const seen = request.session.cart ?? []
      request.session.colour = 'red'
      return { seen }
    })
    context.post('/destroy-and-log-in-as/:id', { config }, async (request, reply) => {
      const { id } = request.params as { id: string }
      await request.session.destroy()
      return request.auth.logIn(reply, id)
    })
    context.post<{ Body: { kind: keyof typeof odd } }>('/odd', { config }, (request) => {
      Object.assign(request.session, odd[request.body.kind](request.session))
      return 'kept'
    })
    context.post('/reserved', { config }, (request) => {
      Object.defineProperty(request.session, (request.body as { key: string }).key, { value: 1, enumerable: true })
      return 'kept'
    })
    context.get('/read', { config: { auth: 'public' } }, (request) => request.session.cart ?? [])
  })
}

async function shopper() {
  const test = await testApp({}, shop)
  const browser = new Browser(test.app)
  await browser.register()
  return { ...test, browser }
}

describe('request.session', () => {
  it('keeps what a handler puts there, without a cookie of its own', async () => {
    const { browser } = await shopper()

    const answer = await browser.post('/cart')

    expect(setCookies(answer)).toEqual([])
    expect((await browser.get('/cart')).json()).toEqual({ cart: ['coat'] })
  })

  it('is gone with the login', async () => {
    const { browser } = await shopper()
    await browser.post('/cart')
    await browser.logIn()

    expect((await browser.get('/cart')).json()).toEqual({ cart: [] })
  })

  it('L3 FC-3 brings no session back that was logged out while a slow handler wrote', async () => {
    const { app, browser, rows } = await shopper()
    const { cookieHeader: cookie } = browser
    const slow = browser.post('/slow-colour')
    await gate.arrived.promise
    await browser.post('/auth/logout')

    gate.open.resolve(undefined)

    expect(setCookies(await slow)).toEqual([])
    expect(rows('coatcheck_sessions')).toBe(0)
    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(401)
  })

  it('keeps parallel writes of different keys', async () => {
    const { browser } = await shopper()
    const slow = browser.post('/slow-colour')
    await gate.arrived.promise
    await browser.post('/cart')

    gate.open.resolve(undefined)
    await slow

    expect((await browser.get('/cart')).json()).toEqual({ cart: ['coat'], colour: 'green' })
  })

  it('keeps nothing of a handler that fails half-way', async () => {
    const { browser } = await shopper()

    expect((await browser.post('/crash')).statusCode).toBe(500)

    expect((await browser.get('/cart')).json()).toEqual({ cart: [] })
  })

  it('FC-8 makes no row and no cookie for somebody who is not logged in', async () => {
    const { app, rows } = await testApp({}, shop)

    const answer = await curl(app)('POST', '/guest')

    expect([answer.statusCode, setCookies(answer)]).toEqual([200, []])
    expect(rows('coatcheck_sessions')).toBe(0)
  })

  it('does not log out when a handler destroys it; it is empty then', async () => {
    const { browser } = await shopper()
    await browser.post('/cart')

    const answer = await browser.post('/empty')

    expect(setCookies(answer)).toEqual([])
    expect((await browser.get('/cart')).json()).toEqual({ cart: [] })
  })

  it('neither changes the token nor makes a row when a handler regenerates it', async () => {
    const { browser, rows } = await shopper()
    const { cookieHeader: cookie } = browser

    const answer = await browser.post('/regenerate')

    expect([answer.statusCode, setCookies(answer)]).toEqual([200, []])
    expect(browser.cookieHeader).toBe(cookie)
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('a parallel read with the old token never takes the new cookie away', async () => {
    const { app, browser } = await shopper()
    const { cookieHeader: cookie } = browser
    await browser.logIn()

    const answer = await curl(app)('GET', '/read', undefined, { cookie })

    expect([answer.json(), setCookies(answer)]).toEqual([[], []])
  })

  it('FC-6 opens nobody else with a forged inner cookie', async () => {
    const { app, browser } = await shopper()
    await browser.post('/cart')
    const forged = 'coatcheck-request-session=anything'

    const stranger = await curl(app)('GET', '/read', undefined, { cookie: forged })
    const owner = await curl(app)('GET', '/cart', undefined, { cookie: `${forged}; ${browser.cookieHeader}` })

    expect([stranger.json(), setCookies(stranger)]).toEqual([[], []])
    expect([owner.json(), setCookies(owner)]).toEqual([{ cart: ['coat'] }, []])
  })

  it('L2 answers 503 when what a handler put there cannot be kept', async () => {
    const { browser, store } = await shopper()
    store.sessions.update = () => Promise.reject(new Error('disk on fire'))

    const answer = await browser.post('/cart')

    expect(answer.statusCode).toBe(503)
    expect(setCookies(answer)).toEqual([])
  })

  it('keeps what a handler asks regenerate to keep', async () => {
    const { browser } = await shopper()
    await browser.post('/cart')

    await browser.post('/keep-cart')

    expect((await browser.get('/cart')).json()).toEqual({ cart: ['coat'], colour: 'blue' })
  })

  it('FC-12 shows nothing of Ada to Grace, who logs in within the same request', async () => {
    const { app, browser } = await shopper()
    const grace = { name: 'Grace Hopper', email: 'grace@example.org', password: 'a-ship-in-harbour' }
    const { userId } = (await new Browser(app).register(grace)).json()
    await browser.post('/cart')

    expect((await browser.post(`/log-in-as/${userId}`)).json()).toEqual({ seen: [] })

    expect((await browser.get('/auth/me')).json()).toMatchObject({ name: 'Grace Hopper' })
    expect((await browser.get('/cart')).json()).toEqual({ cart: [], colour: 'red' })
  })

  it('lets a handler log somebody in after it destroyed request.session', async () => {
    const { browser } = await shopper()
    const { userId } = (await browser.get('/auth/status')).json()

    expect((await browser.post(`/destroy-and-log-in-as/${userId}`)).statusCode).toBe(200)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it.each([
    ['cycle', 500],
    ['bigint', 200],
    ['abyss', 500],
  ])('L7 keeps no %s and lives on', async (kind, status) => {
    const { browser } = await shopper()

    expect((await browser.post('/odd', { kind })).statusCode).toBe(status)
    expect((await browser.get('/cart')).json()).toEqual({ cart: [] })
  })

  it.each(['isSaved', 'get', 'toString', 'save'])('refuses %s as a key before it breaks the login', async (key) => {
    const { browser, logged } = await shopper()

    expect((await browser.post('/reserved', { key })).statusCode).toBe(500)

    expect(logged.join()).toMatch(/cannot be a key of request\.session|is not a function/)
    expect((await browser.get('/cart')).json()).toEqual({ cart: [] })
  })

  it('forgets every request, also those whose client went away', async () => {
    const { app, browser } = await shopper()
    const open = vi.spyOn(LoginDataStore.prototype, 'open')
    const close = vi.spyOn(LoginDataStore.prototype, 'close')
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `POST /slow-colour HTTP/1.1\r\nHost: shop.example\r\nCookie: ${browser.cookieHeader}\r\nContent-Length: 0\r\n\r\n`,
    )
    await gate.arrived.promise

    socket.destroy()
    await once(socket, 'close')
    gate.open.resolve(undefined)

    await expect.poll(() => close.mock.calls.map(([key]) => key)).toContain(open.mock.calls[0]?.[0])
  })

  it('says what to do when it is registered without the plugin or twice', async () => {
    await expect(
      testApp({}, async (app) => {
        await app.register(requestSession)
        await app.register(requestSession)
      }),
    ).rejects.toThrow(/has a request\.session already/)
  })
})
