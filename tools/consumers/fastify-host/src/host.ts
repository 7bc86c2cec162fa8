/** A stranger's server: SQLite in memory of a folder, one guarded route, one account. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import { coatcheck } from '@coatcheck/fastify'
import { requestSession } from '@coatcheck/fastify/request-session'
import { createSessionReader } from '@coatcheck/fastify/sessions'
import { loginAs } from '@coatcheck/fastify/testing'
import { postgres } from '@coatcheck/stores/postgres'
import { redis } from '@coatcheck/stores/redis'
import { sqlite } from '@coatcheck/stores/sqlite'
import Fastify from 'fastify'

declare module 'fastify' {
  interface Session {
    visits: number
  }
}

const folder = mkdtempSync(join(tmpdir(), 'stranger-'))
const store = await sqlite(join(folder, 'shop.db'))
const app = Fastify()
await app.register(coatcheck, { publicUrl: 'http://localhost:3000', store })
app.delete('/shop', { config: { auth: { within: '10m' } } }, () => ({ sold: true }))
app.get('/orders', { config: { auth: 'user' } }, (request) => ({ owner: request.auth.requireUser().id }))
await app.register(async (shop) => {
  await shop.register(requestSession)
  shop.get('/visits', { config: { auth: 'user' } }, (request) => {
    const visits = (request.session.get('visits') ?? 0) + 1
    request.session.set('visits', visits)
    return { visits }
  })
})

const stranger = await app.inject({ url: '/orders' })
assert.equal(stranger.statusCode, 401)

const registered = await app.inject({
  method: 'POST',
  url: defaultPrefix + authPaths.register,
  payload: { name: 'Ada Lovelace', email: 'ada@example.org', password: 'engine numbers in order' },
})
assert.equal(registered.statusCode, 201, registered.body)

const [cookie] = registered.cookies
assert.ok(cookie?.httpOnly)
const cookies = { [cookie.name]: cookie.value }

const me = await app.inject({ url: defaultPrefix + authPaths.me, cookies })
assert.equal(me.statusCode, 200, me.body)
assert.equal(me.json<{ name: string }>().name, 'Ada Lovelace')

const orders = await app.inject({ url: '/orders', cookies })
assert.equal(orders.json<{ owner: string }>().owner, me.json<{ id: string }>().id)

const { readSession } = createSessionReader({ publicUrl: 'http://localhost:3000', store })
const reading = await readSession(`${cookie.name}=${cookie.value}`)
assert.equal(reading.authenticated && reading.user.name, 'Ada Lovelace')

const ada = { id: me.json<{ id: string }>().id }
const [session, steppedUp] = [await loginAs(app, ada), await loginAs(app, ada, { reauthenticated: true })]
assert.equal((await session.inject('/orders')).json<{ owner: string }>().owner, ada.id)
assert.equal((await session.inject({ method: 'DELETE', url: '/shop' })).statusCode, 403)
assert.equal((await steppedUp.inject({ method: 'DELETE', url: '/shop' })).statusCode, 200)

await app.inject({ url: '/visits', cookies })
const visits = await app.inject({ url: '/visits', cookies })
assert.deepEqual(visits.json(), { visits: 2 })

// A stranger who keeps everything in SQLite has no driver for anything else, and is told what it is called.
await assert.rejects(postgres('postgres://shop@localhost/shop'), /npm install pg/)

await app.close()
// With what it should have gone over, which is closed then.
await assert.rejects(redis('redis://localhost', { over: store }), /npm install redis/)
rmSync(folder, { recursive: true })
