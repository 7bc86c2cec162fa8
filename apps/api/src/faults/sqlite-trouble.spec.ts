import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWatchedApi, type WatchedApi } from '../testing/start-watched-api.ts'
import { FaultsPage } from '../testing/trouble/faults-page.ts'
import { goThrough } from '../testing/trouble/go-through.ts'
import { sqliteTroubles } from '../testing/trouble/sqlite-troubles.ts'
import { troubleConfig } from '../testing/trouble/trouble.ts'

describe('an SQLite file that', { timeout: 60_000 }, () => {
  const page = new FaultsPage('SQLite')
  let api: WatchedApi

  beforeAll(async () => {
    api = await startWatchedApi({ disk: { bytes: 8 * 1024 * 1024 }, config: troubleConfig() })
  })
  afterAll(() => api.stop())

  it.each(sqliteTroubles)(
    'L1 L2 L3 L5 L6 L7 FI-8 FI-9 $what: 503, nobody is logged out, and it recovers',
    async (trouble) => {
      page.add(await goThrough({ api }, trouble))
    },
  )

  it('has a line in docs/faults.md for everything that is tried here', () => {
    expect(page.update()).toEqual(sqliteTroubles.map(({ what }) => what))
  })
})
