import { fromPictureRow, type PictureRow, toPictureRow } from '../picture-row.ts'
import type { PictureRecord, PictureStore } from '../picture-store.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

const columns = 'user_id, chosen_by, version, type, source_hash, changed_at, image'

// Decided in the statement: what a user uploads while a provider's picture is on its way is not replaced by that.
const upsert = `
  insert into coatcheck_pictures as kept (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (user_id) do update set
    chosen_by = excluded.chosen_by, version = excluded.version, type = excluded.type,
    source_hash = excluded.source_hash, changed_at = excluded.changed_at, image = excluded.image
  where excluded.chosen_by = 'user' or kept.chosen_by = 'provider'
  returning user_id`

/** Pictures in PostgreSQL. */
export class PostgresPictureStore implements PictureStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async find(userId: string): Promise<PictureRecord | null> {
    const [row] = await this.#pool.read(`select ${columns} from coatcheck_pictures where user_id = $1`, [userId])
    return row === undefined ? null : fromPictureRow(row as unknown as PictureRow)
  }

  async findVersion(userId: string): Promise<string | null> {
    const statement = { name: 'coatcheck_find_picture_version', text: selectVersion }
    const [row] = await this.#pool.read(statement, [userId])
    return (row?.['version'] as string | null | undefined) ?? null
  }

  async set(picture: PictureRecord): Promise<boolean> {
    const row = toPictureRow(picture)
    const values = [row.user_id, row.chosen_by, row.version, row.type, row.source_hash, row.changed_at, row.image]
    return this.#pool.transaction(async (connection) => {
      // The user's row is changed here and deleted elsewhere, each with the picture: in one order.
      await lockUsers(connection, [row.user_id])
      if ((await connection.query(upsert, values)).length === 0) return false
      await tellUser(connection, row.user_id, row.version)
      return true
    })
  }

  async forgetUser(userId: string): Promise<void> {
    await this.#pool.transaction(async (connection) => {
      await lockUsers(connection, [userId])
      await forgetPicture(connection, userId)
      await tellUser(connection, userId, null)
    })
  }
}

const selectVersion = 'select version from coatcheck_pictures where user_id = $1'

async function tellUser(connection: Connection, id: string, version: string | null): Promise<void> {
  const statement = `
    update coatcheck_users set picture_version = $2, version = version + 1
    where id = $1 and picture_version is distinct from $2`
  await connection.query(statement, [id, version])
}

/** Forgets a user's picture within a transaction that does more than that. */
export async function forgetPicture(connection: Connection, userId: string): Promise<void> {
  await connection.query('delete from coatcheck_pictures where user_id = $1', [userId])
}
