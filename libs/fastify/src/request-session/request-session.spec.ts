import type { FastifyInstance } from 'fastify'
import { beforeEach, describe, expect, it } from 'vitest'
import { requestSession } from '../request-session.ts'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'

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
    const { app } = await shopper()

    const answer = await curl(app)('GET', '/read', undefined, { cookie: 'coatcheck-request-session=anything' })

    expect([answer.json(), setCookies(answer)]).toEqual([[], []])
  })

  it('L2 answers 503 when what a handler put there cannot be kept', async () => {
    const { browser, store } = await shopper()
    store.sessions.update = () => Promise.reject(new Error('disk on fire'))

    const answer = await browser.post('/cart')

    expect(answer.statusCode).toBe(503)
    expect(setCookies(answer)).toEqual([])
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
