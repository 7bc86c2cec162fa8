import type { FastifyInstance } from 'fastify'
import { request as httpRequest } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { coatcheck } from '../index.ts'
import { Browser, curl } from '../testing/browser.ts'
import { bareApp, testApp } from '../testing/test-app.ts'

const orders = (app: FastifyInstance) => {
  app.get('/orders', { config: { auth: 'user' } }, (request) => request.auth.requireUser().name)
}

describe('config: { auth }', () => {
  it('lets in whoever is logged in, and nobody else', async () => {
    const { app } = await testApp({}, orders)
    const browser = new Browser(app)

    expect((await browser.get('/orders')).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
    await browser.register()
    expect((await browser.get('/orders')).body).toBe('Ada Lovelace')
  })

  it('answers 403 to a user without the role', async () => {
    const { app } = await testApp({}, (host) => {
      host.get('/admin', { config: { auth: { role: 'admin' } } }, () => 'secret')
      host.get('/mine', { config: { auth: { role: 'user' } } }, () => 'mine')
    })
    const browser = new Browser(app)
    await browser.register()

    expect((await browser.get('/admin')).json()).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await browser.get('/mine')).body).toBe('mine')
  })

  it('FC-13 guards when the plugin was registered without await', async () => {
    const { app, options } = await bareApp()
    void app.register(coatcheck, options)
    orders(app)

    expect((await curl(app)('GET', '/orders')).statusCode).toBe(401)
  })

  it('FC-13 guards a route that was registered before the plugin', async () => {
    const { app, options } = await bareApp()
    orders(app)
    await app.register(coatcheck, options)

    expect((await curl(app)('GET', '/orders')).statusCode).toBe(401)
  })

  it('FC-13 guards the routes of contexts that were registered before the plugin', async () => {
    const { app, options } = await bareApp()
    await app.register(async (outer) => {
      await outer.register(async (inner) => {
        orders(inner)
      })
    })
    await app.register(coatcheck, options)

    expect((await curl(app)('GET', '/orders')).statusCode).toBe(401)
    const browser = new Browser(app)
    await browser.register()
    expect((await browser.get('/orders')).body).toBe('Ada Lovelace')
  })

  it('FC-13 guards each route once, however deep and early it was registered', async () => {
    const { app, options, store } = await bareApp()
    await app.register(async (outer) => {
      await outer.register(async (inner) => {
        orders(inner)
      })
    })
    await app.register(coatcheck, options)
    const find = vi.spyOn(store.sessions, 'find')
    const browser = new Browser(app)
    await browser.register()
    find.mockClear()

    await browser.get('/orders')

    expect(find).toHaveBeenCalledTimes(1)
  })

  it('FC-13 does not start in an inner context, beside routes that it would not guard', async () => {
    const { app, options } = await bareApp()
    void app.register(async (inner) => {
      await inner.register(coatcheck, options)
    })
    orders(app)

    await expect(app.ready()).rejects.toThrow(/would not guard the routes outside of it\. Wrap the plugin/)
  })

  it('guards one context when the host says that it means to', async () => {
    const { app, options } = await bareApp()
    await app.register(
      async (inner) => {
        await inner.register(coatcheck, { ...options, scope: 'context' })
        expect(inner.coatcheck.prefix).toBe('/v1/auth')
        orders(inner)
      },
      { prefix: '/v1' },
    )

    expect((await curl(app)('GET', '/v1/orders')).statusCode).toBe(401)
    expect((await curl(app)('GET', '/v1/auth/status')).statusCode).toBe(200)
  })

  it('refuses a route with auth: null that was registered before the plugin', async () => {
    const { app, options } = await bareApp()
    app.get('/null', { config: { auth: null as never } }, () => 'secret')
    await app.register(coatcheck, { ...options, defaultAccess: 'public' })

    expect((await curl(app)('GET', '/null')).statusCode).not.toBe(200)
  })

  it('refuses a silent route that was registered before the plugin', async () => {
    const { app, options, logged } = await bareApp()
    app.get('/silent', () => 'secret')
    await app.register(coatcheck, options)

    expect((await curl(app)('GET', '/silent')).json()).toMatchObject({ status: 403, code: 'forbidden' })
    expect(logged.join()).toContain('says nothing about access')
  })

  it('does not start with silent routes, and names them', async () => {
    const { app, options } = await bareApp()
    await app.register(coatcheck, options)
    app.get('/silent', () => 'secret')

    await expect(app.ready()).rejects.toThrow(/nobody has said who may call GET \/silent; HEAD \/silent\. Add config/)
  })

  it('starts with silent routes when an existing app is converted', async () => {
    const { app } = await testApp({ defaultAccess: 'public' }, (host) => {
      host.get('/silent', () => 'public')
    })

    expect((await curl(app)('GET', '/silent')).body).toBe('public')
  })

  it.each(['users', 'Public', {}, { role: '' }, { rule: 'admin' }, null])(
    'does not start with auth: %j',
    async (auth) => {
      const { app, options } = await bareApp()
      await app.register(coatcheck, options)
      app.get('/typo', { config: { auth: auth as never } }, () => 'secret')

      await expect(app.ready()).rejects.toThrow(
        /GET \/typo has config\.auth .*Use 'public', 'user', \{ role: 'admin' \} or/,
      )
    },
  )

  it('L2 answers 503 on a guarded route while the store is gone, past the host error handler', async () => {
    const { app, store } = await testApp({}, (host) => {
      host.setErrorHandler((_error, _request, reply) => reply.code(418).send('host'))
      orders(host)
    })
    const browser = new Browser(app)
    await browser.register()
    await store.close()

    const answer = await browser.get('/orders')

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(answer.headers['retry-after']).toBe('1')
  })

  it('does not ask the store for public routes', async () => {
    const { app, store } = await testApp({}, (host) => {
      host.get('/shop', { config: { auth: 'public' } }, () => 'open')
    })
    const browser = new Browser(app)
    await browser.register()
    await store.close()

    expect((await browser.get('/shop')).body).toBe('open')
  })
})

describe('every spelling of a guarded path', () => {
  const spellings = [
    '//orders', '/./orders', '/x/../orders', '/orders/', '/orders//', '/ORDERS', '/Orders', '/%6frders', '/%6Frders',
    '/orders%2f', '/orders%2F', '/%2forders', '/orders;x', '/orders;x=1', '/orders%00', '/orders%20', '/orders.', '/orders%2e',
    '/orders?', '/orders#x', '/orders/.', '/orders/..%2forders', '\\orders', '/orders\\', 'http://shop.example/orders',
    'http://shop.example//orders', '/orders%3f', '/%252forders', '/orders%09', '/%C0%AForders',
  ] // prettier-ignore

  it('FC-13 is answered 401 or is nothing at all', async () => {
    const { app } = await testApp({}, orders)
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const ask = (path: string) =>
      new Promise<{ path: string; status: number; body: string }>((resolve, reject) => {
        const { hostname, port } = address
        const sent = httpRequest({ hostname, port, path, headers: { host: 'shop.example' } }, (answer) => {
          let body = ''
          answer.on('data', (part: Buffer) => (body += part.toString()))
          answer.on('end', () => {
            resolve({ path, status: answer.statusCode ?? 0, body })
          })
        })
        sent.on('error', reject).end()
      })

    const answers = await Promise.all(spellings.map(ask))

    for (const answer of answers) {
      expect(answer.body).not.toContain('Ada')
      expect([400, 401, 404], answer.path).toContain(answer.status)
    }
    expect(answers.filter(({ status }) => status === 401).map(({ path }) => path)).toContain('/%6frders')
  })
})
