import type { SessionRecord } from '../session-store.ts'
import type { Store } from '../store.ts'
import { readingVerbs, writingVerbs } from './every-verb.ts'
import { ending, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'

/** Everything for which a store that keeps sessions in Redis has to ask it, with a session that is alive. */
export function redisVerbs({ id, userId, tokenHash: hash }: SessionRecord) {
  const keeps = { tokenHash: hash, newTokenHash: tokenHash() }
  const tries = [{ key: tokenHash(), limit: { most: 1000, refillMs: 1 } }]
  return {
    find: ({ sessions }: Store) => sessions.find(hash),
    list: ({ sessions }: Store) => sessions.list(userId),
    create: ({ sessions }: Store) => sessions.create(sessionRecord({ userId }), onItsOwn),
    update: ({ sessions }: Store) => sessions.update(id, { lastSeenAt: noon }, noon),
    rotate: ({ sessions }: Store) => sessions.rotate(hash, rotation()),
    changePassword: ({ passwords }: Store) =>
      passwords.change({ userId, from: 'none', to: 'other', keeps, ending: ending('password_changed') }),
    removeExpired: ({ sessions }: Store) => sessions.removeExpired(0, 0, 10),
    take: ({ rateLimits }: Store) => rateLimits.take(tries, noon),
    giveBack: ({ rateLimits }: Store) => rateLimits.giveBack([{ ...tries[0], key: 'nobody' }] as typeof tries, noon),
    clear: ({ rateLimits }: Store) => rateLimits.clear(['nobody']),
    removeFull: ({ rateLimits }: Store) => rateLimits.removeFull(0, 10),
    check: (store: Store) => store.check(),
  }
}

const alwaysAskRedis = new Set(['create', 'removeExpired', 'take', 'giveBack', 'clear', 'check'])

/** Everything that SQL does alone: logouts and revocations are among it, and what no session is alive for. */
export const sqlVerbs = Object.fromEntries(
  Object.entries({ ...readingVerbs, ...writingVerbs }).filter(([name]) => !alwaysAskRedis.has(name)),
)
