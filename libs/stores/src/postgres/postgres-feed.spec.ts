import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { startProxy, type TcpProxy } from '../../../../tools/servers/start-proxy.ts'
import type { Store } from '../store.ts'
import { describeStoreFeed } from '../testing.ts'
import { postgres } from './open-postgres.ts'

const { name, url } = await createDatabase(sharedPostgres())

describeStoreFeed('postgres', async () => [await postgres(url), await postgres(url)])

describe('PostgresFeed', { timeout: 30_000 }, () => {
  let proxy: TcpProxy
  let far: Store
  let near: Store
  let told: string[]

  beforeEach(async () => {
    proxy = await startProxy(sharedPostgres())
    const farUrl = new URL(url)
    farUrl.port = String(proxy.port)
    far = await postgres({ url: farUrl.href, deadlineMs: 500 })
    near = await postgres(url)
    told = []
    far.feed?.subscribe({ onMessage: (message) => told.push(message), onGap: () => told.push('gap') })
    near.feed?.subscribe({ onMessage: () => undefined })
    await hears(far)
    await hears(near)
  })
  afterEach(async () => {
    await Promise.all([far.close(), near.close()])
    expect(proxy.connections, 'connections that were left open').toBe(0)
    await proxy.close()
  })

  async function hears({ feed }: Store): Promise<void> {
    const now = performance.now()
    await vi.waitUntil(() => (feed?.heardUntil() ?? 0) > now, { timeout: 10_000, interval: 10 })
  }

  it('L6 hears again after its connection was reset, and tells of the gap', async () => {
    proxy.cut()
    near.feed?.publish('unheard')
    await hears(near)
    await hears(far)

    near.feed?.publish('heard')
    await hears(near)
    await hears(far)

    expect(told).toEqual(['gap', 'gap', 'heard'])
  })

  it('L6 is not heard while the cable is pulled, and again afterwards', async () => {
    proxy.hold()
    const held = far.feed?.heardUntil()
    for (let beats = 0; beats < 3; beats += 1) await hears(near)
    expect(far.feed?.heardUntil()).toBe(held)

    proxy.release()

    await hears(far)
  })

  it('L5 takes messages while the server is away, and sends them when it is back', async () => {
    const news: string[] = []
    near.feed?.subscribe({ onMessage: (message) => news.push(message) })
    proxy.target = { port: 1 }
    proxy.cut()
    // What is published before the feed has noticed is lost with the connection.
    await new Promise<void>((resolve) => (proxy.onAsked = resolve))

    expect(far.feed?.publish('late')).toBe(true)

    proxy.target = sharedPostgres()
    await hears(far)
    await hears(near)
    expect(news).toEqual(['late'])
  })

  it('carries no text with the character U+0000', () => {
    expect(near.feed?.publish('a\0b')).toBe(false)
  })

  it('keeps to the schema of the store', async () => {
    await askPostgres(sharedPostgres(), 'create schema if not exists other', name)
    const other = await postgres(`${url}?options=-c%20search_path%3Dother`)
    other.feed?.publish('from elsewhere')
    other.feed?.subscribe({ onMessage: () => undefined })
    await hears(other)
    await hears(far)

    expect(told).toEqual(['gap'])
    await other.close()
  })
})
