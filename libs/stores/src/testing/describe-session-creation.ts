import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ended, inPlaceOf, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'

/** How a session begins, in place of what the browser had before. */
export function describeSessionCreation(open: OpenStore): void {
  describe('create', () => {
    const store = freshStore(open)

    it('tells that it ended nothing when there was nothing to end', async () => {
      expect(await store.sessions.create(sessionRecord(), onItsOwn)).toEqual({ created: true, ended: [] })
    })

    it('refuses a second session with the same token hash', async () => {
      const session = sessionRecord()
      await store.sessions.create(session, onItsOwn)

      await expect(store.sessions.create(sessionRecord({ tokenHash: session.tokenHash }), onItsOwn)).rejects.toThrow()

      expect(await store.sessions.list('usr_ada')).toEqual([session])
    })

    it('refuses a second session with the same public id', async () => {
      const session = sessionRecord()
      await store.sessions.create(session, onItsOwn)

      await expect(store.sessions.create(sessionRecord({ id: session.id }), onItsOwn)).rejects.toThrow()

      expect(await store.sessions.list('usr_ada')).toEqual([session])
    })

    it.each(['__proto__', 'constructor', 'toJSON', 'then'])('FC-44 refuses data under the key %s', async (key) => {
      const data = Object.fromEntries([[key, 1]])

      await expect(store.sessions.create(sessionRecord({ data }), onItsOwn)).rejects.toThrow(key)

      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('refuses what it could not read back', async () => {
      await expect(store.sessions.create(sessionRecord({ createdAt: -1 }), onItsOwn)).rejects.toThrow('createdAt')

      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('FC-12 ends the session that the browser had, whoever it belonged to', async () => {
      const before = sessionRecord({ userId: 'usr_bob' })
      await store.sessions.create(before, onItsOwn)

      const outcome = await store.sessions.create(sessionRecord(), inPlaceOf(before.tokenHash))

      expect(outcome).toEqual({ created: true, ended: [ended(before, 'logged_out')] })
      expect(await store.sessions.find(before.tokenHash)).toEqual({
        state: 'ended',
        reason: 'logged_out',
        endedAt: noon,
      })
    })

    it('L3 ends the session that the browser had, by a token rotated out since', async () => {
      const before = sessionRecord()
      const renewed = rotation()
      await store.sessions.create(before, onItsOwn)
      await store.sessions.rotate(before.tokenHash, renewed)
      const session = sessionRecord()

      const outcome = await store.sessions.create(session, inPlaceOf(before.tokenHash))

      expect(outcome.ended).toEqual([ended(before, 'logged_out')])
      expect(await store.sessions.find(renewed.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
      expect(await store.sessions.list('usr_ada')).toEqual([session])
    })

    it('FC-6 ends nothing for a token that it never saw', async () => {
      const bystander = sessionRecord()
      await store.sessions.create(bystander, onItsOwn)

      const outcome = await store.sessions.create(sessionRecord(), inPlaceOf(tokenHash(), bystander.id))

      expect(outcome).toEqual({ created: true, ended: [] })
      expect(await store.sessions.find(bystander.tokenHash)).toMatchObject({ state: 'kept' })
    })

    it('L4 ends nothing when the new session cannot be kept', async () => {
      const before = sessionRecord()
      await store.sessions.create(before, onItsOwn)
      const twin = sessionRecord({ userId: 'usr_bob' })
      await store.sessions.create(twin, onItsOwn)

      const creation = store.sessions.create(sessionRecord({ id: twin.id }), inPlaceOf(before.tokenHash))

      await expect(creation).rejects.toThrow()
      expect(await store.sessions.find(before.tokenHash)).toMatchObject({ state: 'kept' })
    })
  })
}
