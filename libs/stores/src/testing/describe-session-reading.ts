import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ending, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'

/** How sessions are found. */
export function describeSessionReading(open: OpenStore): void {
  describe('find', () => {
    const store = freshStore(open)

    it('finds a session by the hash of its token', async () => {
      const session = sessionRecord({ reauthenticatedAt: 7, persistent: true, data: { visited: ['AX'] } })
      await store.sessions.create(session, onItsOwn)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('finds a session that tells nothing about its device', async () => {
      const session = sessionRecord({ ip: null, userAgent: null })
      await store.sessions.create(session, onItsOwn)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('finds nothing for a hash it never saw', async () => {
      expect(await store.sessions.find(tokenHash())).toBeNull()
    })

    it('finds nothing by the public id', async () => {
      const session = sessionRecord()
      await store.sessions.create(session, onItsOwn)

      expect(await store.sessions.find(session.id)).toBeNull()
    })

    it('leaves it to the caller to say that a session has expired', async () => {
      const session = sessionRecord({ idleExpiresAt: 1, absoluteExpiresAt: 1 })
      await store.sessions.create(session, onItsOwn)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })
  })

  describe('list', () => {
    const store = freshStore(open)

    it('lists the sessions of one user alone, expired ones among them', async () => {
      const sessions = [sessionRecord(), sessionRecord({ idleExpiresAt: 1 })]
      for (const session of sessions) await store.sessions.create(session, onItsOwn)
      await store.sessions.create(sessionRecord({ userId: 'usr_bob' }), onItsOwn)

      const listed = await store.sessions.list('usr_ada')

      expect(listed).toHaveLength(2)
      expect(listed).toEqual(expect.arrayContaining(sessions))
    })

    it('lists nothing for a user without sessions', async () => {
      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('leaves out what was ended', async () => {
      const session = sessionRecord()
      await store.sessions.create(session, onItsOwn)
      await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('FC-2 lists a session once, whatever tokens it had', async () => {
      const session = sessionRecord()
      const renewed = rotation()
      await store.sessions.create(session, onItsOwn)
      await store.sessions.rotate(session.tokenHash, renewed)

      expect(await store.sessions.list('usr_ada')).toEqual([{ ...session, tokenHash: renewed.tokenHash }])
    })
  })
}
