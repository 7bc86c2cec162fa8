import type { EndReason, Profile, SessionInfo } from '@coatcheck/contract'
import type { AuthSnapshot } from './auth-snapshot'

/**
 * Reads the body of `GET /auth/status?include=profile`. Anything else, such as the HTML of a proxy that answers
 * 200 to everything, is null: not known, which is not the same as logged out.
 */
export function toSnapshot(body: unknown): AuthSnapshot | null {
  if (!isRecord(body)) return null
  if (body['authenticated'] === false) {
    const reason = body['reason']
    return { status: 'anonymous', endReason: typeof reason === 'string' ? (reason as EndReason) : null, isStale: false }
  }
  const { authenticated, userId, profile, session } = body
  if (authenticated !== true || typeof userId !== 'string' || !isProfile(profile) || !isSession(session)) return null
  if (profile.id !== userId) return null
  return { status: 'authenticated', userId, profile, session, isStale: false }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isProfile(value: unknown): value is Profile {
  return (
    isRecord(value) &&
    ['id', 'name', 'version'].every((key) => typeof value[key] === 'string') &&
    Array.isArray(value['roles'])
  )
}

function isSession(value: unknown): value is SessionInfo {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['expiresInSeconds'] === 'number'
}
