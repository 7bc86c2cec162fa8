import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { postgres } from '../postgres.ts'
import { redis } from '../redis.ts'
import { sqlite } from '../sqlite.ts'
import { describeStore } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-redis-'))

describeStore('redis over sqlite', async () =>
  redis(await createRedisDatabase(sharedRedis()), { over: await sqlite(join(folder, `${randomUUID()}.db`)) }),
)

const { url } = await createDatabase(sharedPostgres())
const janitor = new Client(url)
const providers = ['pictures', 'identities', 'round_trips', 'provider_logins', 'provider_logouts']
const tables = ['users', 'passwords', 'sessions', 'ended_sessions', 'known_devices', ...providers]

beforeAll(async () => {
  await janitor.connect()
})
afterAll(() => janitor.end())

describeStore('redis over postgres', async () => {
  const over = await postgres(url)
  await janitor.query(tables.map((table) => `delete from coatcheck_${table}`).join('; '))
  return redis(await createRedisDatabase(sharedRedis()), { over })
})
