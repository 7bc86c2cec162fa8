import { isInstant } from './instant.ts'
import { readJsonStrings } from './json-object.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import type { UserRecord } from './user-store.ts'

/** What a new user becomes in the users table. */
export interface NewUserRow {
  id: string
  name: string
  email: string | null
  email_canonical: string | null
  email_verified: number
  roles: string
  locale: string
  created_at: number
  version: number
}

/** A row of the users table. Whole numbers stand for booleans and moments, JSON for lists: both engines have these. */
export interface UserRow extends NewUserRow {
  picture_version: string | null
}

/** The columns that a new user becomes, who has no picture yet. */
export function toUserRow(user: UserRecord): NewUserRow {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    email_canonical: user.emailCanonical,
    email_verified: user.emailVerified ? 1 : 0,
    roles: JSON.stringify(user.roles),
    locale: user.locale,
    created_at: user.createdAt,
    version: user.version,
  }
}

/** Reads a row. A user who cannot be read is an outage, not a user without roles. */
export function fromUserRow(row: UserRow): UserRecord {
  const roles = readJsonStrings(row.roles)
  if (roles === null) throw new StoreUnavailable(`The roles of user ${row.id} cannot be read`)
  if (!isInstant(row.created_at)) throw new StoreUnavailable(`No clock shows when user ${row.id} was created`)
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    emailCanonical: row.email_canonical,
    emailVerified: row.email_verified === 1,
    roles,
    locale: row.locale,
    createdAt: row.created_at,
    pictureVersion: row.picture_version,
    version: row.version,
  }
}
