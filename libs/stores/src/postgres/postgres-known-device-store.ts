import type { KnownDeviceStore } from '../known-device-store.ts'
import { deleteSome } from './delete-some.ts'
import type { Connection } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

// A node whose clock is behind does not make a device look older than it is.
const upsert = `
  insert into coatcheck_known_devices as known (device_hash, user_id, last_used_at) values ($1, $2, $3)
  on conflict (device_hash, user_id) do update set last_used_at = greatest(known.last_used_at, excluded.last_used_at)`

const removeStale = deleteSome('coatcheck_known_devices', 'last_used_at < $1 order by last_used_at')

/** Known devices in PostgreSQL. */
export class PostgresKnownDeviceStore implements KnownDeviceStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async remember(deviceHash: string, userId: string, now: number): Promise<void> {
    await this.#pool.query(upsert, [deviceHash, userId, now])
  }

  async knows(deviceHash: string, userId: string | null): Promise<boolean> {
    const statement = `
      select from coatcheck_known_devices where device_hash = $1 and user_id = coalesce($2, user_id) limit 1`
    return (await this.#pool.read(statement, [deviceHash, userId])).length > 0
  }

  async forgetUser(userId: string): Promise<void> {
    await forgetDevices(this.#pool, userId)
  }

  async removeStale(lastUsedBefore: number, most: number): Promise<number> {
    return (await this.#pool.query(removeStale, [lastUsedBefore, most])).length
  }
}

/** Forgets a user's devices, also within a transaction that does more than that. */
export async function forgetDevices(connection: Connection, userId: string): Promise<void> {
  await connection.query('delete from coatcheck_known_devices where user_id = $1', [userId])
}
