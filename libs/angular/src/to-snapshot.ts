import { type EndReason, endReasons, type SessionInfo } from '@coatcheck/contract'
import type { AuthSnapshot } from './auth-snapshot'
import type { Profile } from './profile'

/**
 * Reads the body of `GET /auth/status?include=profile`. Anything else, such as the HTML of a proxy that answers
 * 200 to everything, is null: not known, which is not the same as logged out. What is read has every field that its
 * type promises.
 */
export function toSnapshot(body: unknown): AuthSnapshot | null {
  if (!isRecord(body)) return null
  if (body['authenticated'] === false) {
    return { status: 'anonymous', endReason: toEndReason(body['reason']), isStale: false }
  }
  const { authenticated, userId, profile, session } = body
  if (authenticated !== true || typeof userId !== 'string' || !isProfile(profile) || !isSession(session)) return null
  if (profile.id !== userId) return null
  return { status: 'authenticated', userId, profile, session, isStale: false }
}

/** Reads the body of `PATCH /auth/me`, or null for anything else. */
export function toProfile(body: unknown): Profile | null {
  return isProfile(body) ? body : null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value)
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}

function isProfile(value: unknown): value is Profile {
  return (
    isRecord(value) &&
    ['id', 'name', 'initials', 'locale', 'createdAt', 'version'].every((key) => isText(value[key])) &&
    ['email', 'picture'].every((key) => isTextOrNull(value[key])) &&
    typeof value['emailVerified'] === 'boolean' &&
    areTexts(value['roles'])
  )
}

function isSession(value: unknown): value is SessionInfo {
  return (
    isRecord(value) &&
    ['id', 'createdAt', 'authenticatedAt', 'idleExpiresAt', 'absoluteExpiresAt'].every((key) => isText(value[key])) &&
    ['expiresInSeconds', 'warnBeforeSeconds'].every((key) => Number.isFinite(value[key])) &&
    areTexts(value['methods']) &&
    typeof value['persistent'] === 'boolean' &&
    isTextOrNull(value['reauthenticatedUntil'])
  )
}

/** A reason that is newer than this library is none that an app could explain. */
function toEndReason(value: unknown): EndReason | null {
  return endReasons.find((reason) => reason === value) ?? null
}
