import type { Store } from '@coatcheck/stores'
import { postgres } from '@coatcheck/stores/postgres'
import { redis } from '@coatcheck/stores/redis'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { startProxy } from '../../../../tools/servers/start-proxy.ts'
import { coatcheck } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { LivePage, listen } from '../testing/live-page.ts'
import { ada, bareApp, publicUrl } from '../testing/test-app.ts'

/** Opens the store once more, as each process does. */
type OpenStore = () => Promise<Store>

const overPostgres = async (): Promise<OpenStore> => {
  const { url } = await createDatabase(sharedPostgres())
  return () => postgres(url)
}
const overRedis = async (): Promise<OpenStore> => {
  const { url } = await createDatabase(sharedPostgres())
  const cache = await createRedisDatabase(sharedRedis())
  return async () => redis(cache, { over: await postgres(url) })
}

/** The app in a process of its own, which hears the others. */
async function startNode(store: Store): Promise<FastifyInstance> {
  const app = Fastify()
  onTestFinished(async () => {
    await app.close()
    await store.close()
  })
  await app.register(coatcheck, { publicUrl, store })
  await listen(app)
  return app
}

const hears = (store: Store) =>
  vi.waitUntil(() => store.feed?.heardUntil() ?? null, { timeout: 5000, interval: 10 }).then(() => undefined)

/** Ada with a page on the second node, and with another browser on the first. */
async function pageElsewhere(openStore: OpenStore, { here = openStore, there = openStore } = {}) {
  const stores = [await here(), await there()] as const
  const [first, second] = [await startNode(stores[0]), await startNode(stores[1])]
  const [laptop, phone] = [new Browser(first), new Browser(second)]
  const { userId } = (await laptop.register()).json()
  const { session } = (await phone.logIn()).json()
  const page = await LivePage.open(second, phone)
  return { stores, first, laptop, phone, page, userId, session }
}

describe.each([
  { name: 'one PostgreSQL', prepare: overPostgres },
  { name: 'one Redis over one PostgreSQL', prepare: overRedis },
])('live events of two nodes over $name', ({ prepare }) => {
  it('L3 tell a page at once that its session was ended on the other node, and why', async () => {
    const { stores, laptop, page, session } = await pageElsewhere(await prepare())
    await Promise.all(stores.map(hears))

    await laptop.send('DELETE', `/auth/sessions/${session.id}`)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'revoked' } })
    expect(await page.next()).toBeNull()
  })

  it('tell of a profile that was changed on the other node, and of a session that was extended there', async () => {
    const { stores, first, laptop, phone, page } = await pageElsewhere(await prepare())
    await Promise.all(stores.map(hears))

    await laptop.stepUp()
    const { version } = (await laptop.send('PATCH', '/auth/me', { name: 'Ada King' })).json()
    expect(await page.next()).toEqual({ name: 'profile_changed', data: { profileVersion: version } })
    const samePhone = new Browser(first)
    for (const [name, value] of phone.cookies) samePhone.cookies.set(name, value)
    await samePhone.post('/auth/session/extend')

    expect(await page.next()).toMatchObject({ name: 'session_extended' })
  })
})

describe('live events without a way to the other nodes', () => {
  it('L2 L5 L6 hold nothing up, and tell again once there is a way', async () => {
    const { url } = await createDatabase(sharedPostgres())
    const proxy = await startProxy(sharedPostgres())
    onTestFinished(() => proxy.close())
    const bad = new URL(url)
    bad.port = String(proxy.port)
    // Its feed alone goes through the bad network.
    const withBadFeed = async () => {
      const [store, other] = [await postgres(url), await postgres(bad.href)]
      const close = () => Promise.all([store.close(), other.close()]).then(() => undefined)
      return { ...store, ...(other.feed === undefined ? {} : { feed: other.feed }), close }
    }
    const elsewhere = await pageElsewhere(() => postgres(url), { there: withBadFeed })
    const { stores, laptop, phone, page, first, userId } = elsewhere
    await Promise.all(stores.map(hears))
    proxy.hold()

    await laptop.stepUp()
    expect((await laptop.send('PATCH', '/auth/me', { name: 'Ada King' })).statusCode).toBe(200)
    expect((await phone.get('/auth/me')).statusCode).toBe(200)
    proxy.cut()
    proxy.release()
    const lost = performance.now()
    await vi.waitUntil(() => (stores[1].feed?.heardUntil() ?? 0) > lost, { timeout: 10_000, interval: 10 })
    await first.coatcheck.endSessions(userId, 'revoked_by_admin')

    const seen = [await page.next(), await page.next()].map((event) => event?.name)
    expect(seen).toContain('session_ended')
    expect((await new Browser(first).logIn({ email: ada.email })).statusCode).toBe(200)
  })

  it('L3 find out within half a minute by asking the store', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { app, options, store, pass } = await bareApp()
    const deaf = { publish: () => false, subscribe: () => () => undefined, heardUntil: () => null }
    await app.register(coatcheck, { ...options, store: { ...store, feed: deaf } })
    await listen(app)
    const browser = new Browser(app)
    const { userId } = (await browser.register()).json()
    const page = await LivePage.open(app, browser)
    const now = options.clock?.() ?? 0
    await store.sessions.end({ userId, exceptId: null }, { reason: 'revoked', at: now, forgetAt: now + 60_000 })

    pass(30)
    await vi.advanceTimersByTimeAsync(30_000)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'revoked' } })
  })
})
