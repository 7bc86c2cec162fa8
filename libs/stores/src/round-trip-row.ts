import { isInstant } from './instant.ts'
import type { RoundTripRecord } from './round-trip-store.ts'

/** The columns that a round trip becomes. */
export function toRoundTripRow(trip: RoundTripRecord) {
  return {
    token_hash: trip.tokenHash,
    provider: trip.provider,
    purpose: trip.purpose,
    return_url: trip.returnUrl,
    persistent: trip.persistent ? 1 : 0,
    user_id: trip.userId,
    session_id: trip.sessionId,
    began_at: trip.beganAt,
    expires_at: trip.expiresAt,
  }
}

const purposes = ['login', 'link', 'reauthenticate'] as const

/** Reads a row strictly: what no version of this library wrote is no round trip, and leads nowhere (L1). */
export function fromRoundTripRow(row: Record<string, unknown>): RoundTripRecord | null {
  const purpose = purposes.find((one) => one === row['purpose'])
  const [beganAt, expiresAt] = [row['began_at'], row['expires_at']]
  if (purpose === undefined || !isInstant(beganAt) || !isInstant(expiresAt)) return null
  return {
    tokenHash: String(row['token_hash']),
    provider: String(row['provider']),
    purpose,
    returnUrl: String(row['return_url']),
    persistent: row['persistent'] === 1,
    userId: toTextOrNull(row['user_id']),
    sessionId: toTextOrNull(row['session_id']),
    beganAt,
    expiresAt,
  }
}

function toTextOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
