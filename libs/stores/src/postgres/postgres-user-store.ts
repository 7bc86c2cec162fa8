import type { EndedSession, Ending } from '../session-store.ts'
import { fromUserRow, toUserRow, type UserRow } from '../user-row.ts'
import type { EmailAddress, UserPatch, UserRecord, UserStore } from '../user-store.ts'
import { endSessionsOf } from './end-sessions.ts'
import { forgetIdentities } from './forget-identities.ts'
import { lockUsers } from './lock-users.ts'
import { isUniqueViolation } from './postgres-error.ts'
import { forgetDevices } from './postgres-known-device-store.ts'
import { removePassword } from './postgres-password-store.ts'
import { forgetPicture } from './postgres-picture-store.ts'
import type { Connection, PostgresConnection, Row } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

const columns = 'id, name, email, email_canonical, email_verified, roles, locale, created_at, version'

const readColumns = `${columns}, picture_version`

// In one statement, so that there is never a user without the password.
const insert = `
  with kept as (
    insert into coatcheck_users (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    returning id, created_at
  )
  insert into coatcheck_passwords (user_id, hash, changed_at) select id, $10, created_at from kept
  on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`

// Compared in the statement: two tabs that save the same make one new version.
const change = `
  update coatcheck_users
  set name = coalesce($2, name), locale = coalesce($3, locale), version = version + 1
  where id = $1
    and (name is distinct from coalesce($2, name) or locale is distinct from coalesce($3, locale))
  returning ${readColumns}`

const addEmail = `
  update coatcheck_users
  set email = $2, email_canonical = $3, email_verified = 0, version = version + 1
  where id = $1 and email is null
  returning ${readColumns}`

const selectBy = {
  id: { name: 'coatcheck_find_user', text: `select ${readColumns} from coatcheck_users where id = $1` },
  email_canonical: `select ${readColumns} from coatcheck_users where email_canonical = $1`,
}

/** Users in PostgreSQL. That an address is taken is for the unique index to say: a look before would be too early. */
export class PostgresUserStore implements UserStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async findById(id: string): Promise<UserRecord | null> {
    return findBy(this.#pool, 'id', id)
  }

  async findByEmail(emailCanonical: string): Promise<UserRecord | null> {
    return findBy(this.#pool, 'email_canonical', emailCanonical)
  }

  async create(user: UserRecord, passwordHash: string): Promise<'created' | 'email_taken'> {
    const row = toUserRow(user)
    const identity = [row.id, row.name, row.email, row.email_canonical, row.email_verified]
    try {
      await this.#pool.query(insert, [...identity, row.roles, row.locale, row.created_at, row.version, passwordHash])
      return 'created'
    } catch (error) {
      if (isUniqueViolation(error)) return 'email_taken'
      throw error
    }
  }

  async update(id: string, { name, locale }: UserPatch): Promise<UserRecord | null> {
    return this.#pool.use(async (connection) => {
      // Nothing comes back also when nothing is different; only the second look tells that from nobody.
      const [row] = await connection.query(change, [id, name ?? null, locale ?? null])
      return row === undefined ? findBy(connection, 'id', id) : toUser(row)
    })
  }

  async addEmail(id: string, { email, emailCanonical }: EmailAddress): Promise<UserRecord | 'email_taken' | null> {
    return this.#pool.use(async (connection) => {
      try {
        const [row] = await connection.query(addEmail, [id, email, emailCanonical])
        return row === undefined ? await findBy(connection, 'id', id) : toUser(row)
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken'
        throw error
      }
    })
  }

  async delete(id: string, ending: Ending): Promise<EndedSession[]> {
    return this.#pool.transaction(async (connection) => {
      // A login that is counted at this moment is over before, and its session ends with the others (FC-5).
      await lockUsers(connection, [id])
      await connection.query('delete from coatcheck_users where id = $1', [id])
      await removePassword(connection, id)
      await forgetDevices(connection, id)
      await forgetIdentities(connection, id)
      await forgetPicture(connection, id)
      return endSessionsOf(connection, id, null, ending)
    })
  }
}

async function findBy(
  connection: Pick<PostgresConnection, 'read'>,
  column: keyof typeof selectBy,
  value: string,
): Promise<UserRecord | null> {
  const [row] = await connection.read(selectBy[column], [value])
  return row === undefined ? null : toUser(row)
}

function toUser(row: Row): UserRecord {
  return fromUserRow(row as unknown as UserRow)
}

const insertAlone = `
  insert into coatcheck_users (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (email_canonical) do nothing
  returning id`

/** Keeps a new user without a password, within a transaction that does more. False when the address is taken. */
export async function insertUser(connection: Connection, user: UserRecord): Promise<boolean> {
  const row = toUserRow(user)
  const identity = [row.id, row.name, row.email, row.email_canonical, row.email_verified]
  const values = [...identity, row.roles, row.locale, row.created_at, row.version]
  return (await connection.query(insertAlone, values)).length > 0
}
