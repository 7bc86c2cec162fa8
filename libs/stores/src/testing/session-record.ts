import { createHash, randomUUID } from 'node:crypto'
import type { CreationTerms, EndedSession, Ending, Rotation, SessionRecord } from '../session-store.ts'

/** The moment at which the suites play, in milliseconds. */
export const noon = Date.UTC(2026, 0, 1, 12)

/** In milliseconds. */
export const minute = 60_000

/** A live session of Ada's that began at noon; idle after 30 minutes, over after 12 hours. */
export function sessionRecord(fields: Partial<SessionRecord> = {}): SessionRecord {
  return {
    tokenHash: tokenHash(),
    id: `ses_${randomUUID()}`,
    userId: 'usr_ada',
    createdAt: noon,
    authenticatedAt: noon,
    reauthenticatedAt: null,
    lastSeenAt: noon,
    idleExpiresAt: noon + 30 * minute,
    absoluteExpiresAt: noon + 12 * 60 * minute,
    persistent: false,
    methods: ['password'],
    ip: '192.0.2.7',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    data: {},
    ...fields,
  }
}

/** The hash of a token that nobody has seen. */
export function tokenHash(): string {
  return createHash('sha256').update(randomUUID()).digest('base64url')
}

/** An ending whose reason may be forgotten after 15 minutes. */
export function ending(reason: string, at = noon): Ending {
  return { reason, at, forgetAt: at + 15 * minute }
}

/** What a store tells about a session that it has ended. */
export function ended({ id, userId }: SessionRecord, reason: string): EndedSession {
  return { id, userId, reason }
}

/** A step at which a session goes on under a new token. */
export function rotation(fields: Partial<Rotation> = {}): Rotation {
  return { tokenHash: tokenHash(), at: noon, reauthenticatedAt: null, forgetAt: noon + 15 * minute, ...fields }
}

/** A creation that ends no other session. */
export const onItsOwn: CreationTerms = {
  replaced: { tokenHashes: [], ending: ending('logged_out') },
  limit: { most: 1000, ending: null },
}

/** A creation in a browser that had these tokens before. */
export function inPlaceOf(...tokenHashes: string[]): CreationTerms {
  return { ...onItsOwn, replaced: { tokenHashes, ending: ending('logged_out') } }
}

/** A creation for a user who may have so many sessions; without an ending one more is refused. */
export function atMost(most: number, surplus: Ending | null): CreationTerms {
  return { ...onItsOwn, limit: { most, ending: surplus } }
}
