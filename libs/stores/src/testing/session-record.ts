import { createHash, randomUUID } from 'node:crypto'
import type { CreationTerms, SessionRecord } from '../session-store.ts'

/** The moment at which the suites play, in milliseconds. */
export const noon = Date.UTC(2026, 0, 1, 12)

/** A live session of Ada's that began at noon; idle after 30 minutes, over after 12 hours. */
export function sessionRecord(fields: Partial<SessionRecord> = {}): SessionRecord {
  return {
    tokenHash: createHash('sha256').update(randomUUID()).digest('base64url'),
    id: `ses_${randomUUID()}`,
    userId: 'usr_ada',
    createdAt: noon,
    authenticatedAt: noon,
    reauthenticatedAt: null,
    lastSeenAt: noon,
    idleExpiresAt: noon + 30 * 60_000,
    absoluteExpiresAt: noon + 12 * 3_600_000,
    persistent: false,
    methods: ['password'],
    ip: '192.0.2.7',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    data: {},
    ...fields,
  }
}

/** A creation that ends no other session. */
export const onItsOwn: CreationTerms = {
  replaced: { tokenHashes: [], ending: { reason: 'logged_out', at: noon, forgetAt: noon } },
  limit: { most: 1000, ending: null },
}
