import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { postgres } from '../postgres.ts'
import { describeStore } from '../testing.ts'

const { url } = await createDatabase(sharedPostgres())
const janitor = new Client(url)
const providers = ['pictures', 'identities', 'round_trips', 'provider_logins', 'provider_logouts']
const tables = ['users', 'passwords', 'sessions', 'ended_sessions', 'rate_limits', 'known_devices', ...providers]

beforeAll(async () => {
  await janitor.connect()
})
afterAll(() => janitor.end())

describeStore('postgres', async () => {
  const store = await postgres(url)
  await janitor.query(tables.map((table) => `delete from coatcheck_${table}`).join('; '))
  return store
})
