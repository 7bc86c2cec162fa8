import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { FaultsPage } from '../testing/trouble/faults-page.ts'
import { goThrough } from '../testing/trouble/go-through.ts'
import { fullDisk, postgresTroubles } from '../testing/trouble/postgres-troubles.ts'
import { startPostgresVictim } from '../testing/trouble/postgres-victim.ts'

const title = 'L1 L2 L3 L5 L6 L7 FI-6 FI-7 $what: 503, nobody is logged out, and it recovers'
const page = new FaultsPage('PostgreSQL')

describe('a PostgreSQL that', { timeout: 60_000 }, () => {
  let victim: Awaited<ReturnType<typeof startPostgresVictim>>

  beforeAll(async () => {
    victim = await startPostgresVictim()
  })
  afterAll(() => victim.remove())

  it.each(postgresTroubles)(title, async (trouble) => page.add(await goThrough(victim, trouble)))
})

describe('a PostgreSQL that', { timeout: 60_000 }, () => {
  it.each([fullDisk])(title, async (trouble) => {
    const victim = await startPostgresVictim({ diskBytes: 16 * 1024 * 1024 })
    onTestFinished(() => victim.remove())
    page.add(await goThrough(victim, trouble))
  })
})

describe('docs/faults.md', () => {
  it('has a line for everything that is tried here', () => {
    expect(page.update()).toEqual([...postgresTroubles, fullDisk].map(({ what }) => what))
  })
})
