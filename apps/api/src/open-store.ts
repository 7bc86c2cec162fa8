import type { Store } from '@coatcheck/stores'
import { postgres } from '@coatcheck/stores/postgres'
import { redis } from '@coatcheck/stores/redis'
import { sqlite } from '@coatcheck/stores/sqlite'
import type { AppConfig } from './config.ts'
import { sqliteFileOf } from './database-url.ts'

/** What keeps sessions and users, and which engines that takes. */
export interface OpenStore {
  store: Store
  /** The one that is asked in SQL. */
  sql: 'sqlite' | 'postgres'
  hasRedis: boolean
}

export type StoreConfig = Pick<AppConfig, 'databaseUrl' | 'redisUrl' | 'deadlineMs' | 'startWaitSeconds'>

/** Opens the store that the configuration names. Rejects with one sentence for the operator when an engine is missing. */
export async function openStore({
  databaseUrl,
  redisUrl = null,
  deadlineMs = 2000,
  startWaitSeconds = 10,
}: StoreConfig): Promise<OpenStore> {
  const startMs = startWaitSeconds * 1000
  const file = sqliteFileOf(databaseUrl)
  const sql =
    file === null ? await postgres({ url: databaseUrl, deadlineMs, startMs }) : await sqlite(file, { deadlineMs })
  // Where it cannot be opened, it closes the other one.
  const store = redisUrl === null ? sql : await redis(redisUrl, { over: sql, deadlineMs, startMs })
  return { store, sql: file === null ? 'postgres' : 'sqlite', hasRedis: redisUrl !== null }
}
