import { isInstant } from './instant.ts'
import type { IdentityRecord } from './identity-store.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** A row of the identities table. */
export interface IdentityRow {
  id: string
  issuer: string
  subject: string
  user_id: string
  name: string | null
  email: string | null
  picture: string | null
  created_at: number
  last_used_at: number
}

/** The columns that an identity becomes. */
export function toIdentityRow(identity: IdentityRecord): IdentityRow {
  return {
    id: identity.id,
    issuer: identity.issuer,
    subject: identity.subject,
    user_id: identity.userId,
    name: identity.name,
    email: identity.email,
    picture: identity.picture,
    created_at: identity.createdAt,
    last_used_at: identity.lastUsedAt,
  }
}

/** Reads a row. An identity that cannot be read is an outage: taken for none, it would make its user a second account. */
export function fromIdentityRow(row: IdentityRow): IdentityRecord {
  if (!isInstant(row.created_at) || !isInstant(row.last_used_at)) {
    throw new StoreUnavailable(`No clock shows when identity ${row.id} was linked or used`)
  }
  return {
    id: row.id,
    issuer: row.issuer,
    subject: row.subject,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    picture: row.picture,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
