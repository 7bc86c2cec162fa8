import type { Store } from '@coatcheck/stores'
import { postgres } from '@coatcheck/stores/postgres'
import { redis } from '@coatcheck/stores/redis'
import { sqlite } from '@coatcheck/stores/sqlite'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'

/** One of the ways to keep sessions, as two nodes that share it see it. */
export interface Engine {
  name: string
  open: () => Promise<[Store, Store]>
}

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-engines-'))

const twice = async (open: () => Promise<Store>): Promise<[Store, Store]> => [await open(), await open()]

async function openSqlite(): Promise<[Store, Store]> {
  const file = join(folder, `${randomUUID()}.db`)
  return twice(() => sqlite(file, { deadlineMs: 30_000 }))
}

async function openPostgres(): Promise<[Store, Store]> {
  const { url } = await createDatabase(sharedPostgres())
  return twice(() => postgres({ url, deadlineMs: 30_000 }))
}

async function overRedis(stores: Promise<[Store, Store]>): Promise<[Store, Store]> {
  const url = await createRedisDatabase(sharedRedis())
  const [first, second] = await stores
  return [await redis(url, { over: first, deadlineMs: 30_000 }), await redis(url, { over: second, deadlineMs: 30_000 })]
}

/** All that there are. */
export const engines: Engine[] = [
  { name: 'SQLite', open: openSqlite },
  { name: 'PostgreSQL', open: openPostgres },
  { name: 'Redis over SQLite', open: () => overRedis(openSqlite()) },
  { name: 'Redis over PostgreSQL', open: () => overRedis(openPostgres()) },
]
