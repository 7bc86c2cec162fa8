import type { LoggedIn } from '@coatcheck/contract'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { ada, testApp, type TestApp } from '../testing/test-app.ts'

const isUser = { config: { auth: 'user' } } as const

/** Ada, logged in at a host with handlers of its own. */
async function hostWith(
  addRoutes: (app: FastifyInstance) => void,
): Promise<TestApp & { browser: Browser; id: string }> {
  const test = await testApp({}, addRoutes)
  const browser = new Browser(test.app)
  const { userId } = (await browser.register()).json<LoggedIn>()
  return { ...test, browser, id: userId }
}

describe('request.auth', () => {
  it('L3 logs out who was logged in by the same request', async () => {
    const { browser, id, rows } = await hostWith((app) => {
      app.post<{ Body: { id: string } }>('/in-and-out', { config: { auth: 'public' } }, async (request, reply) => {
        await request.auth.logIn(reply, request.body.id)
        await request.auth.logOut(reply)
        return 'out'
      })
    })

    const answer = await browser.post('/in-and-out', { id })

    expect(setCookies(answer)).toEqual([expect.stringMatching(/^__Host-sid=; Max-Age=0/)])
    expect(rows('coatcheck_sessions')).toBe(0)
  })

  it('FC-2 leaves one session when a request logs in twice', async () => {
    const { browser, id, rows } = await hostWith((app) => {
      app.post<{ Body: { id: string } }>('/in-twice', { config: { auth: 'public' } }, async (request, reply) => {
        await request.auth.logIn(reply, request.body.id)
        return request.auth.logIn(reply, request.body.id)
      })
    })

    expect(setCookies(await browser.post('/in-twice', { id }))).toHaveLength(1)

    expect(rows('coatcheck_sessions')).toBe(1)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L2 keeps a new token on an answer that failed: the old one is dead', async () => {
    const { browser } = await hostWith((app) => {
      app.post('/rotate-and-fail', isUser, async (request, reply) => {
        await request.auth.rotate(reply)
        throw new Error('as ever')
      })
    })

    expect((await browser.post('/rotate-and-fail')).statusCode).toBe(500)

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L2 rotates nothing when the user cannot be found', async () => {
    const { browser, store } = await hostWith((app) => {
      app.post('/rotate', isUser, (request, reply) => {
        store.users.findById = () => Promise.reject(new Error('connection reset'))
        return request.auth.rotate(reply)
      })
    })
    const find = store.users.findById.bind(store.users)

    expect((await browser.post('/rotate')).statusCode).toBe(503)

    store.users.findById = find
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('tells after a new token who the user is now', async () => {
    const { browser, store } = await hostWith((app) => {
      app.post('/rename', isUser, async (request, reply) => {
        await store.users.update(request.auth.requireUser().id, { name: 'Countess' })
        return request.auth.rotate(reply)
      })
    })

    expect((await browser.post('/rename')).json()).toMatchObject({ profile: { name: 'Countess' }, profileVersion: '2' })
  })

  it.each(['logIn', 'logOut', 'rotate'] as const)('changes nothing with %s once the reply is gone', async (verb) => {
    const { browser, rows } = await hostWith((app) => {
      app.post('/hijack', isUser, async (request, reply) => {
        reply.hijack()
        const { id } = request.auth.requireUser()
        const call = verb === 'logIn' ? request.auth.logIn(reply, id) : request.auth[verb](reply)
        await call.catch((error: unknown) => reply.raw.end(String(error)))
      })
    })

    expect((await browser.post('/hijack')).body).toContain('sent or hijacked already')

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect(rows('coatcheck_ended_sessions')).toBe(0)
  })

  it('L5 counts the guard and the handler together', async () => {
    const { browser, store } = await hostWith(() => undefined)
    const find = store.sessions.find.bind(store.sessions)
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    setTimeout(() => {
      resolve(undefined)
    }, 350)
    store.sessions.find = async (hash) => {
      await late
      return find(hash)
    }
    store.sessions.update = () => new Promise(() => undefined)
    const begun = performance.now()

    expect((await browser.post('/auth/session/extend')).statusCode).toBe(503)

    // Twice the deadline of 500 ms, less the guard's share, would be 850.
    expect(performance.now() - begun).toBeLessThan(800)
  })
})

describe('a login that fails after its session was made', () => {
  it('L2 leaves no session that nobody has the token of', async () => {
    const { app, store, rows } = await hostWith(() => undefined)
    const find = store.users.findById.bind(store.users)
    const create = store.sessions.create.bind(store.sessions)
    store.sessions.create = async (...session) => {
      const outcome = await create(...session)
      store.users.findById = () => {
        store.users.findById = find
        return Promise.reject(new Error('connection reset'))
      }
      return outcome
    }

    expect((await new Browser(app).logIn()).statusCode).toBe(503)

    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('FC-5 is refused like a wrong password when the account is gone before', async () => {
    const { app, browser, store } = await hostWith(() => undefined)
    await browser.stepUp()
    const find = store.passwords.find.bind(store.passwords)
    store.passwords.find = async (id) => {
      const hash = await find(id)
      store.passwords.find = find
      await browser.send('DELETE', '/auth/me')
      return hash
    }

    const answer = await new Browser(app).logIn({ password: ada.password })

    expect(answer.json()).toMatchObject({ status: 401, code: 'invalid_credentials' })
  })
})

describe('app.coatcheck.endSessions', () => {
  it('throws for an id that is no string, instead of ending nothing', async () => {
    const { app } = await hostWith(() => undefined)

    await expect(app.coatcheck.endSessions(1 as never, 'revoked')).rejects.toThrow(/must be a string/)
  })
})
