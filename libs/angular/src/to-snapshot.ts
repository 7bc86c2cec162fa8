import type { EndReason, SessionInfo } from '@coatcheck/contract'
import type { Authenticated, AuthSnapshot } from './auth-snapshot'
import { isRecord } from './is-record'
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
  const { authenticated, userId, profile, session, profileIncomplete } = body
  if (authenticated !== true || typeof userId !== 'string' || !isProfile(profile) || !isSession(session)) return null
  if (profile.id !== userId) return null
  return { status: 'authenticated', userId, profile, session, profileIncomplete, isStale: false }
}

/** Reads the answer to a login and to whatever goes on with one: nothing but somebody who is logged in. */
export function toLogin(body: unknown): Authenticated | null {
  const snapshot = toSnapshot(body)
  return snapshot?.status === 'authenticated' ? snapshot : null
}

/** Reads the body of `PATCH /auth/me`, or null for anything else. */
export function toProfile(body: unknown): Profile | null {
  return isProfile(body) ? body : null
}

/** True when the fields named, with blanks between, are of the type. */
function areAll(record: Record<string, unknown>, names: string, type: 'string' | 'number' | 'boolean'): boolean {
  return names.split(' ').every((name) => typeof record[name] === type)
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isProfile(value: unknown): value is Profile {
  return (
    isRecord(value) &&
    areAll(value, 'id name initials locale createdAt version', 'string') &&
    areAll(value, 'emailVerified', 'boolean') &&
    [value['email'], value['picture']].every(isTextOrNull) &&
    areTexts(value['roles'])
  )
}

function isSession(value: unknown): value is SessionInfo {
  return (
    isRecord(value) &&
    areAll(value, 'id createdAt authenticatedAt idleExpiresAt absoluteExpiresAt', 'string') &&
    areAll(value, 'expiresInSeconds warnBeforeSeconds', 'number') &&
    areAll(value, 'persistent', 'boolean') &&
    isTextOrNull(value['reauthenticatedUntil']) &&
    areTexts(value['methods'])
  )
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

/** The list of them would travel to every browser: a reason that is newer than this library is handed on. */
function toEndReason(value: unknown): EndReason | null {
  return typeof value === 'string' ? (value as EndReason) : null
}
