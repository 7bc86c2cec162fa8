import { fromIdentityRow, type IdentityRow, toIdentityRow } from '../identity-row.ts'
import type {
  IdentityHolder,
  IdentityNews,
  IdentityRecord,
  IdentityStore,
  UnlinkOutcome,
  UnlinkTerms,
} from '../identity-store.ts'
import type { UserRecord } from '../user-store.ts'
import { forgetIdentities } from './forget-identities.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection, PostgresConnection, Row } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'
import { endLoginsOf } from './postgres-provider-login-store.ts'
import { insertUser } from './postgres-user-store.ts'
import { holdLiveSession } from './read-sessions.ts'

const columns = 'id, issuer, subject, user_id, name, email, picture, created_at, last_used_at'

const insert = `
  insert into coatcheck_identities (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (issuer, subject) do nothing
  returning id`

const ofUser = `select ${columns} from coatcheck_identities where user_id = $1 order by created_at, id`

const refresh = `
  update coatcheck_identities
  set name = $2, email = $3, picture = $4, last_used_at = greatest(last_used_at, $5)
  where id = $1`

/** Thrown to undo a registration that turned out to be impossible half-way. */
class EmailTaken extends Error {}

/** Identities in PostgreSQL. */
export class PostgresIdentityStore implements IdentityStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async find(issuer: string, subject: string): Promise<IdentityRecord | null> {
    const statement = `select ${columns} from coatcheck_identities where issuer = $1 and subject = $2`
    return (await this.#pool.read(statement, [issuer, subject])).map(toIdentity)[0] ?? null
  }

  async list(userId: string): Promise<IdentityRecord[]> {
    return (await this.#pool.read(ofUser, [userId])).map(toIdentity)
  }

  async register(user: UserRecord, identity: IdentityRecord) {
    try {
      return await this.#pool.transaction(async (connection) => {
        // The identity first: of two first logins at once the second waits here, and is told to look again.
        if (!(await insertIdentity(connection, identity))) return 'identity_taken'
        if (!(await insertUser(connection, user))) throw new EmailTaken()
        return 'created'
      })
    } catch (error) {
      if (error instanceof EmailTaken) return 'email_taken'
      throw error
    }
  }

  async link(identity: IdentityRecord, holder: IdentityHolder | null) {
    return this.#pool.transaction(async (connection) => {
      await lockUsers(connection, [identity.userId])
      if (holder !== null) {
        const session = await holdLiveSession(connection, holder.sessionId, holder.at)
        if (session?.userId !== identity.userId) return 'session_ended'
      }
      return (await insertIdentity(connection, identity)) ? 'linked' : 'identity_taken'
    })
  }

  async unlink({ userId, id }: Pick<IdentityRecord, 'userId' | 'id'>, terms: UnlinkTerms): Promise<UnlinkOutcome> {
    return this.#pool.transaction(async (connection) => {
      // Two at once would each count the other's as a way in that is left.
      await lockUsers(connection, [userId])
      const linked = (await connection.query(ofUser, [userId])).map(toIdentity)
      const identity = linked.find((one) => one.id === id)
      if (identity === undefined) return { outcome: 'not_found', ended: [] }
      const others = linked.filter((one) => one.id !== id && terms.usableIssuers.includes(one.issuer))
      if (others.length === 0 && !(await hasPassword(connection, userId))) {
        return { outcome: 'last_login_method', ended: [] }
      }
      await connection.query('delete from coatcheck_identities where id = $1', [id])
      return { outcome: 'unlinked', ended: await endLoginsOf(connection, identity, terms) }
    })
  }

  async refresh(id: string, { name, email, picture, lastUsedAt }: IdentityNews): Promise<void> {
    await this.#pool.query(refresh, [id, name, email, picture, lastUsedAt])
  }

  async forgetUser(userId: string): Promise<void> {
    await this.#pool.transaction(async (connection) => {
      await lockUsers(connection, [userId])
      await forgetIdentities(connection, userId)
    })
  }
}

/** Tells whether it was kept: there may be one of the same issuer and subject. */
async function insertIdentity(connection: Connection, identity: IdentityRecord): Promise<boolean> {
  const row = toIdentityRow(identity)
  const key = [row.id, row.issuer, row.subject, row.user_id]
  const values = [...key, row.name, row.email, row.picture, row.created_at, row.last_used_at]
  return (await connection.query(insert, values)).length > 0
}

async function hasPassword(connection: Pick<PostgresConnection, 'query'>, userId: string): Promise<boolean> {
  return (await connection.query('select from coatcheck_passwords where user_id = $1', [userId])).length > 0
}

function toIdentity(row: Row): IdentityRecord {
  return fromIdentityRow(row as unknown as IdentityRow)
}
