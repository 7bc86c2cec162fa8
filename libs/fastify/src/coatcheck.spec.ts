import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import session from '@fastify/session'
import { describe, expect, it, vi } from 'vitest'
import { coatcheck, type Users } from './index.ts'
import { Browser, curl, setCookies } from './testing/browser.ts'
import { type Customer, customers } from './testing/customers.ts'
import { ada, bareApp, testApp, tokenFor } from './testing/test-app.ts'

/** An app that had all of this before the plugin came. */
async function existingApp() {
  const test = await bareApp()
  const { app, options } = test
  const theirs = customers()
  await app.register(cookie, { secret: 'a secret of the host, long enough' })
  await app.register(session, { secret: 'another secret of the host, long enough', cookie: { secure: false } })
  await app.register(jwt, { secret: 'a third secret of the host' })
  app.setErrorHandler((error: Error, _request, reply) => reply.code(418).send({ hostSays: error.message }))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send('the host knows nothing of it'))
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  app.post('/webhook', (request) => ({ received: request.body }))
  app.get('/fails', () => {
    throw new Error('as ever')
  })
  app.get('/counter', (request) => {
    const { session } = request as unknown as { session: { count?: number } }
    session.count = (session.count ?? 0) + 1
    return { count: session.count }
  })
  app.get('/token', () => ({ token: app.jwt.sign({ sub: 'robot' }) }))
  app.get('/with-token', async (request) => request.jwtVerify())
  app.get('/cookie', (_request, reply) => reply.setCookie('theirs', '1', { path: '/' }).send('set'))
  await app.register(coatcheck<Customer>, { ...options, users: theirs, defaultAccess: 'public' })
  app.get('/orders', { config: { auth: 'user' } }, (request) => ({ of: request.auth.requireUser().id }))
  await app.ready()
  return { ...test, theirs }
}

describe('coatcheck in an existing app', () => {
  it('leaves its webhooks, errors, 404s, sessions and tokens as they were', async () => {
    const { app } = await existingApp()
    const call = curl(app)
    const text = { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site', host: 'anything.example' }

    const webhook = await app.inject({ method: 'POST', url: '/webhook', headers: text, payload: 'ping' })
    expect(webhook.json()).toEqual({ received: 'ping' })
    expect((await call('GET', '/fails')).json()).toEqual({ hostSays: 'as ever' })
    expect((await call('GET', '/nowhere')).body).toBe('the host knows nothing of it')

    const { token } = (await call('GET', '/token')).json()
    const bearer = { authorization: `Bearer ${token}` }
    expect((await call('GET', '/with-token', undefined, bearer)).json()).toMatchObject({ sub: 'robot' })

    const browser = new Browser(app)
    await browser.get('/counter')
    expect((await browser.get('/counter')).json()).toEqual({ count: 2 })
    await browser.get('/cookie')
    expect([...browser.cookies.keys()].toSorted()).toEqual(['sessionId', 'theirs'])
  })

  it('adds logins beside its cookies', async () => {
    const { app, theirs } = await existingApp()
    const browser = new Browser(app)
    await browser.get('/counter')

    const registered = await browser.register()

    expect(registered.statusCode).toBe(201)
    expect(registered.json().profile).toMatchObject({ id: '1', name: 'Ada Lovelace', department: 'Coats' })
    expect(theirs.count()).toBe(1)
    expect((await browser.get('/orders')).json()).toEqual({ of: '1' })
    expect((await browser.get('/counter')).json()).toEqual({ count: 2 })
    await browser.post('/auth/logout')
    expect((await browser.get('/orders')).json()).toMatchObject({ code: 'unauthenticated' })
    expect((await browser.logIn()).statusCode).toBe(200)
  })

  it('has problem+json of its own under the prefix alone', async () => {
    const { app } = await existingApp()

    const answer = await curl(app)('GET', '/auth/nowhere')

    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
    const text = { 'content-type': 'text/plain', host: 'shop.example' }
    const login = await app.inject({ method: 'POST', url: '/auth/login', headers: text, payload: 'ping' })
    expect(login.statusCode).toBe(415)
  })

  it('L4 undoes a new user whose password could not be kept', async () => {
    const { app, store, theirs } = await existingApp()
    store.passwords.set = () => Promise.reject(new Error('disk on fire'))

    expect((await new Browser(app).register()).statusCode).toBe(503)

    expect(theirs.count()).toBe(0)
  })
})

describe('users of the host', () => {
  const failing: Users<Customer> = {
    ...customers(),
    findById: () => Promise.reject(Object.assign(new Error('connect ENOENT'), { code: 'ENOENT' })),
  }

  it('L2 answers 503 when they cannot be asked, never 401', async () => {
    const { app } = await testApp({ users: failing as never })
    const token = await tokenFor(app, '1')

    const answer = await curl(app)('GET', '/auth/me', undefined, { cookie: `__Host-sid=${token}` })

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(setCookies(answer)).toEqual([])
  })

  it('L5 answers 503 at the deadline when they never answer', async () => {
    const hanging = { ...failing, findById: () => Promise.withResolvers<null>().promise }
    const { app } = await testApp({ users: hanging as never, deadlineMs: 20 })
    const token = await tokenFor(app, '1')

    const answer = await curl(app)('GET', '/auth/status', undefined, { cookie: `__Host-sid=${token}` })

    expect(answer.statusCode).toBe(503)
  })

  it('may answer undefined for nobody', async () => {
    const users = { ...failing, findById: async () => undefined, findByEmail: async () => undefined }
    const { app } = await testApp({ users: users as never })
    const token = await tokenFor(app, '1')

    expect((await curl(app)('GET', '/auth/me', undefined, { cookie: `__Host-sid=${token}` })).statusCode).toBe(401)
    expect((await new Browser(app).logIn()).json()).toMatchObject({ code: 'invalid_credentials' })
  })

  it('L4 are rid of a user who appears after the registration was answered 503', async () => {
    const theirs = customers()
    const gate = Promise.withResolvers<undefined>()
    const late: Users<Customer> = {
      ...theirs,
      create: async (user) => {
        await gate.promise
        return (await theirs.create?.(user)) ?? 'email_taken'
      },
    }
    const { app } = await testApp({ users: late as never, deadlineMs: 300 })
    expect((await new Browser(app).register()).statusCode).toBe(503)
    // By the time that this one was answered, the first one has been given up as well.
    expect((await new Browser(app).register()).statusCode).toBe(503)

    const removed = vi.spyOn(late, 'delete')
    gate.resolve(undefined)

    await expect.poll(() => removed.mock.calls.length).toBe(1)
    expect(theirs.count()).toBe(0)
  })

  it.each([
    ['undefined', undefined, 200, 403],
    ['text that contains the role', 'not-admin', 503, 503],
  ])('L1 cannot pass a guard with roles that are %s', async (_what, roles, me, admin) => {
    const theirs = customers()
    const odd = { ...theirs, toProfile: (one: Customer) => ({ ...theirs.toProfile(one), roles }) }
    const { app } = await testApp({ users: odd as never }, (host) => {
      host.get('/admin', { config: { auth: { role: 'admin' } } }, () => 'secret')
    })
    await theirs.create?.({ name: 'Ada', email: ada.email, emailCanonical: ada.email, emailVerified: false })
    const token = await tokenFor(app, '1')
    const cookie = `__Host-sid=${token}`

    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(me)
    expect((await curl(app)('GET', '/admin', undefined, { cookie })).statusCode).toBe(admin)
  })

  it('cannot register when the host has no create', async () => {
    const { create: _, ...closed } = customers()
    const { app } = await testApp({ users: closed as never })

    expect((await new Browser(app).register()).statusCode).toBe(404)
  })
})

describe('serializers of the host', () => {
  it('do not touch our answers', async () => {
    const { app, options } = await bareApp()
    app.setSerializerCompiler(() => {
      throw new Error('schemas of another kind')
    })
    app.setReplySerializer((body) => JSON.stringify({ data: body }))
    await app.register(coatcheck, options)
    const browser = new Browser(app)

    expect((await browser.get('/auth/status')).json()).toMatchObject({ authenticated: false })
    expect((await browser.get('/auth/me')).json()).toMatchObject({ code: 'unauthenticated' })
    expect((await browser.register()).json()).toMatchObject({ authenticated: true })
  })
})

describe('request.auth.logIn', () => {
  it('logs a user in whom the host has checked in a way of its own', async () => {
    const { app } = await testApp({}, (host) => {
      host.post('/ldap-login', { config: { auth: 'public' } }, async (request, reply) => {
        const { userId } = request.body as { userId: string }
        return request.auth.logIn(reply, userId, { methods: ['ldap'], remember: true })
      })
    })
    const { userId } = (await new Browser(app).register()).json()
    const browser = new Browser(app)

    const answer = await browser.post('/ldap-login', { userId })

    expect(answer.json()).toMatchObject({ authenticated: true, session: { methods: ['ldap'], persistent: true } })
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store' })
    expect((await browser.get('/auth/me')).json()).toMatchObject({ name: ada.name })
  })

  it('ASVS 3.5.1 refuses a login that another site makes the browser send, also on a public route', async () => {
    const { app } = await testApp({}, (host) => {
      host.post('/own-login', { config: { auth: 'public' } }, async (request, reply) =>
        request.auth.logIn(reply, 'usr_1'),
      )
      host.post('/own-logout', { config: { auth: 'public' } }, async (request, reply) => request.auth.logOut(reply))
    })
    const forged = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const browser = new Browser(app)
    await browser.register()

    for (const url of ['/own-login', '/own-logout']) {
      const answer = await browser.post(url, {}, forged)
      expect([answer.statusCode, setCookies(answer)]).toEqual([403, []])
      expect((await browser.post(url, {}, { host: 'evil.example' })).statusCode).toBe(421)
    }
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-1 sends no cookie with an answer that failed', async () => {
    const { app } = await testApp({}, (host) => {
      host.post('/crash', { config: { auth: 'public' } }, async (request, reply) => {
        const { userId } = request.body as { userId: string }
        reply.header('set-cookie', 'theirs=1')
        await request.auth.logIn(reply, userId)
        throw new Error('on purpose')
      })
    })
    const { userId } = (await new Browser(app).register()).json()

    const answer = await new Browser(app).post('/crash', { userId })

    expect([answer.statusCode, setCookies(answer)]).toEqual([500, ['theirs=1']])
  })

  it('says what to do when request.auth is used before anybody was asked for', async () => {
    const { app, logged } = await testApp({}, (host) => {
      host.get('/hello', { config: { auth: 'public' } }, (request) => request.auth.user?.name ?? 'stranger')
      host.get('/asked', { config: { auth: 'public' } }, async (request) => {
        await request.auth.identify()
        return request.auth.user?.name ?? 'stranger'
      })
    })

    expect((await curl(app)('GET', '/asked')).body).toBe('stranger')
    expect((await curl(app)('GET', '/hello')).statusCode).toBe(500)
    expect(logged.join()).toContain('await request.auth.identify() first')
  })
})

describe('options', () => {
  it.each([
    [{ publicUrl: 'shop.example' }, /publicUrl is "shop\.example"\. Write the origin/],
    [{ publicUrl: 'https://shop.example/path' }, /Write the origin/],
    [{ publicUrl: 'ftp://shop.example' }, /Write the origin/],
    [{ prefix: 'auth' }, /prefix is "auth"\. Write a path/],
    [{ prefix: '/auth/' }, /Write a path/],
    [{ sessions: { idleSeconds: 0 } }, /sessions\.idleSeconds must be a whole number/],
    [{ sessions: { idleSeconds: 1.5 } }, /sessions\.idleSeconds must be a whole number/],
    [{ sessions: { absoluteSeconds: 1e13 } }, /up to ten years/],
    [{ passwords: { concurrency: 0 } }, /passwords\.concurrency must be a whole number from 1/],
    [{ passwords: { maxWaiting: -1 } }, /passwords\.maxWaiting must be a whole number from 0/],
  ])('are refused at the start: %j', async (options, message) => {
    await expect(testApp(options)).rejects.toThrow(message)
  })

  it('can put everything under another prefix', async () => {
    const { app } = await testApp({ prefix: '/account/auth' })

    expect((await curl(app)('GET', '/account/auth/status')).statusCode).toBe(200)
    expect((await curl(app)('GET', '/auth/status')).statusCode).toBe(404)
  })
})
