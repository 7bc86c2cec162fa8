import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FaultsPage } from '../testing/trouble/faults-page.ts'
import { goThrough } from '../testing/trouble/go-through.ts'
import { redisTroubles } from '../testing/trouble/redis-troubles.ts'
import { startRedisVictim } from '../testing/trouble/redis-victim.ts'

describe('a Redis over a PostgreSQL that', { timeout: 60_000 }, () => {
  const page = new FaultsPage('Redis')
  let victim: Awaited<ReturnType<typeof startRedisVictim>>

  beforeAll(async () => {
    victim = await startRedisVictim()
  })
  afterAll(() => victim.remove())

  it.each(redisTroubles)(
    'L1 L2 L3 L5 L6 L7 FI-2 FI-3 FI-4 FI-7 $what: 503, nobody is logged out, and it recovers',
    async (trouble) => {
      page.add(await goThrough(victim, trouble))
    },
  )

  it('has a line in docs/faults.md for everything that is tried here', () => {
    expect(page.update()).toEqual(redisTroubles.map(({ what }) => what))
  })
})
