import { describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { describeTwoNodes } from '../testing.ts'
import { postgres } from './open-postgres.ts'

const { name, url } = await createDatabase(sharedPostgres())
const open = () => postgres({ url, deadlineMs: 20_000 })

describeTwoNodes('postgres', async () => [await open(), await open()])

describe('two nodes on one PostgreSQL', () => {
  it('L5 have never waited for each other in a circle', async () => {
    const ask = (column: string) =>
      askPostgres(sharedPostgres(), `select ${column} from pg_stat_database where datname = '${name}'`)
    // A connection tells of its deadlocks when it ends.
    await vi.waitUntil(async () => (await ask('numbackends')) === '0')

    expect(await ask('deadlocks')).toBe('0')
  })
})
