import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../../tools/servers/shared.ts'
import { startRedis } from '../../../../tools/servers/start-redis.ts'
import { redis } from '../redis.ts'
import { sqlite } from '../sqlite.ts'
import type { StoreFeed } from '../store-feed.ts'
import { describeStoreFeed } from '../testing.ts'

const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-redis-feed-')), `${randomUUID()}.db`)
const url = await createRedisDatabase(sharedRedis())
const openOver = async (where: string) => redis(where, { over: await sqlite(file), deadlineMs: 1000 })

describeStoreFeed('redis', async () => [await openOver(url), await openOver(url)])

describe('the feed of a Redis that comes and goes', () => {
  it('L6 tells that something may be lost, and then carries on', async () => {
    const server = await startRedis()
    const stores = [await openOver(server.url), await openOver(server.url)] as const
    const [feed, others] = stores.map((store) => store.feed) as [StoreFeed, StoreFeed]
    const heard: string[] = []
    others.subscribe({ onMessage: (message) => heard.push(message), onGap: () => heard.push('(gap)') })
    await vi.waitUntil(() => others.heardUntil() !== null, { timeout: 5000 })

    await server.kill()
    const lastHeard = others.heardUntil()
    await server.start()
    await vi.waitUntil(() => (others.heardUntil() ?? 0) > (lastHeard ?? 0), { timeout: 5000 })
    feed.publish('news')
    await vi.waitUntil(() => heard.includes('news'), { timeout: 5000 })

    expect(heard).toEqual(['(gap)', '(gap)', 'news'])
    await Promise.all(stores.map((store) => store.close()))
    await server.remove()
  })

  it('is heard no further while the server hangs', async () => {
    const server = await startRedis()
    const store = await openOver(server.url)
    store.feed?.subscribe({ onMessage: () => undefined })
    await vi.waitUntil(() => store.feed?.heardUntil() != null, { timeout: 5000 })

    server.pause()
    const pausedAt = performance.now()
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable' })

    expect(store.feed?.heardUntil()).toBeLessThanOrEqual(pausedAt)
    server.resume()
    await vi.waitUntil(() => (store.feed?.heardUntil() ?? 0) > pausedAt, { timeout: 5000 })
    await store.close()
    await server.remove()
  })
})
