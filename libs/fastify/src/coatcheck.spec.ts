import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import session from '@fastify/session'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { coatcheck, type Users } from './index.ts'
import { Browser, curl, setCookies } from './testing/browser.ts'
import { ada, bareApp, testApp } from './testing/test-app.ts'

interface Customer {
  number: number
  full_name: string
  mail: string
  since: string
}

/** A host's own table, in a database of its own. */
function customers(): Users<Customer> & { count: () => number } {
  const database = new DatabaseSync(':memory:')
  database.exec(
    'create table customers (number integer primary key, full_name text, mail text unique collate nocase, since text)',
  )
  const find = (column: string, value: string | number) =>
    (database.prepare(`select * from customers where ${column} = ?`).get(value) ?? null) as Customer | null
  return {
    findById: async (id) => find('number', id),
    findByEmail: async (email) => find('mail', email),
    toProfile: ({ number, full_name, mail, since }) => ({
      id: String(number),
      name: full_name,
      email: mail,
      createdAt: since,
      department: 'Coats',
    }),
    async create({ name, email }) {
      if (find('mail', email) !== null) return 'email_taken'
      database.prepare(`insert into customers values (null, ?, ?, '2026-01-01T00:00:00.000Z')`).run(name, email)
      return { created: find('mail', email) as Customer }
    },
    async delete(id) {
      database.prepare('delete from customers where number = ?').run(id)
    },
    count: () => Number(database.prepare('select count(*) as n from customers').get()?.['n']),
  }
}

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
    const { token } = await app.coatcheck.sessions.begin('1', { methods: ['password'], persistent: false })

    const answer = await curl(app)('GET', '/auth/me', undefined, { cookie: `__Host-sid=${token}` })

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(setCookies(answer)).toEqual([])
  })

  it('L5 answers 503 at the deadline when they never answer', async () => {
    const hanging = { ...failing, findById: () => Promise.withResolvers<null>().promise }
    const { app } = await testApp({ users: hanging as never, deadlineMs: 20 })
    const { token } = await app.coatcheck.sessions.begin('1', { methods: ['password'], persistent: false })

    const answer = await curl(app)('GET', '/auth/status', undefined, { cookie: `__Host-sid=${token}` })

    expect(answer.statusCode).toBe(503)
  })

  it('cannot register when the host has no create', async () => {
    const { create: _, ...closed } = customers()
    const { app } = await testApp({ users: closed as never })

    expect((await new Browser(app).register()).statusCode).toBe(404)
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
    [{ sessions: { idleSeconds: 0 } }, /sessions\.idleSeconds must be a number of seconds above 0/],
  ])('are refused at the start: %j', async (options, message) => {
    await expect(testApp(options)).rejects.toThrow(message)
  })

  it('can put everything under another prefix', async () => {
    const { app } = await testApp({ prefix: '/account/auth' })

    expect((await curl(app)('GET', '/account/auth/status')).statusCode).toBe(200)
    expect((await curl(app)('GET', '/auth/status')).statusCode).toBe(404)
  })
})
