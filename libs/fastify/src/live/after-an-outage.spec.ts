import type { FoundSession, SessionRecord } from '@coatcheck/stores'
import { sessionRecord } from '@coatcheck/stores/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { defaultLifetimes } from '../sessions/lifetimes.ts'
import { LiveSession } from './live-session.ts'

const streams = 600

it('L6 the streams of an outage ask spread over time afterwards, and stay so', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { pass, store } = openStreams()
  store.isDown = true
  await pass(40_000)
  store.isDown = false
  await pass(300_000)

  const busiest = await store.busiestSecondOf(() => pass(30_000))

  // Evenly spread they would be 600 in some 22 s. In lockstep, all of them would share two seconds.
  expect(busiest).toBeGreaterThan(streams / 30)
  expect(busiest).toBeLessThan(streams / 8)
})

function openStreams() {
  const store = new CountedStore()
  for (let count = 0; count < streams; count++) {
    const now = Date.now()
    const session = sessionRecord({
      id: `ses_${count}`,
      tokenHash: `hash ${count}`,
      createdAt: now,
      lastSeenAt: now,
      idleExpiresAt: now + 1_800_000,
      absoluteExpiresAt: now + 43_200_000,
    })
    store.sessions.set(session.tokenHash, session)
    const user = { id: session.userId, version: '1' }
    const wiring = {
      rules: { store, clock: Date.now, lifetimes: defaultLifetimes, warn: () => {} },
      feed: { subscribe: () => () => {} },
      people: { findById: async () => user },
    }
    new LiveSession({ user, session } as never, () => {}, wiring as never)
  }
  return { store, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}

class CountedStore {
  readonly sessions = new Map<string, SessionRecord>()
  isDown = false
  #asked: number[] = []

  async find(tokenHash: string): Promise<FoundSession> {
    this.#asked.push(Math.floor(Date.now() / 1000))
    const session = this.sessions.get(tokenHash)
    if (this.isDown || session === undefined) throw new Error('The store is down.')
    return { state: 'kept', session }
  }

  async busiestSecondOf(work: () => Promise<unknown>): Promise<number> {
    this.#asked = []
    await work()
    return Math.max(...Object.values(Object.groupBy(this.#asked, String)).map((asked = []) => asked.length))
  }
}
