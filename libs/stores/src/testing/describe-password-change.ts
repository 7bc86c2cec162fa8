import { describe, expect, it } from 'vitest'
import type { PasswordChange } from '../password-store.ts'
import { rotated } from '../session-store.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ended, ending, noon, onItsOwn, sessionRecord, tokenHash } from './session-record.ts'

/** How a password changes, with the revocations that belong to it. */
export function describePasswordChange(open: OpenStore): void {
  describe('change', () => {
    const store = freshStore(open)

    /** Ada's password is "old"; she has a session that asks for the change and another one. Bob has one, too. */
    async function arrange() {
      await store.passwords.set('usr_ada', 'old', noon)
      const sessions = [sessionRecord(), sessionRecord(), sessionRecord({ userId: 'usr_bob' })] as const
      for (const session of sessions) await store.sessions.create(session, onItsOwn)
      const [asking, other, bobs] = sessions
      return { asking, other, bobs, change: changeOf(asking.tokenHash) }
    }

    function changeOf(asking: string, fields: Partial<PasswordChange> = {}): PasswordChange {
      return {
        userId: 'usr_ada',
        from: 'old',
        to: 'new',
        keeps: { tokenHash: asking, newTokenHash: tokenHash() },
        ending: ending('password_changed', noon + 1),
        ...fields,
      }
    }

    it('FC-5 changes the password, renews the session that asks and ends the others', async () => {
      const { asking, other, bobs, change } = await arrange()

      expect(await store.passwords.change(change)).toEqual({
        outcome: 'changed',
        ended: [ended(other, 'password_changed')],
      })

      expect(await store.passwords.find('usr_ada')).toBe('new')
      const { newTokenHash } = change.keeps
      expect(await store.sessions.list('usr_ada')).toEqual([{ ...asking, tokenHash: newTokenHash }])
      expect(await store.sessions.find(asking.tokenHash)).toMatchObject({ state: 'ended', reason: rotated })
      expect(await store.sessions.find(other.tokenHash)).toMatchObject({ state: 'ended', reason: 'password_changed' })
      expect(await store.sessions.list('usr_bob')).toEqual([bobs])
    })

    it('changes nothing when the password has changed meanwhile', async () => {
      const { asking, other, change } = await arrange()
      await store.passwords.set('usr_ada', 'newer', noon)

      expect(await store.passwords.change(change)).toEqual({ outcome: 'stale', ended: [] })

      expect(await store.passwords.find('usr_ada')).toBe('newer')
      expect(await store.sessions.find(change.keeps.newTokenHash)).toBeNull()
      expect(await store.sessions.find(asking.tokenHash)).toEqual({ state: 'kept', session: asking })
      expect(await store.sessions.find(other.tokenHash)).toEqual({ state: 'kept', session: other })
    })

    it('changes nothing for a user who has no password', async () => {
      const { change } = await arrange()
      await store.passwords.remove('usr_ada')

      expect(await store.passwords.change(change)).toEqual({ outcome: 'stale', ended: [] })

      expect(await store.passwords.find('usr_ada')).toBeNull()
    })

    it('L3 changes nothing when the session that asks has ended meanwhile', async () => {
      const { asking, other, change } = await arrange()
      await store.sessions.end({ tokenHashes: [asking.tokenHash] }, ending('logged_out'))

      expect(await store.passwords.change(change)).toEqual({ outcome: 'session_ended', ended: [] })

      expect(await store.passwords.find('usr_ada')).toBe('old')
      expect(await store.sessions.find(change.keeps.newTokenHash)).toBeNull()
      expect(await store.sessions.find(other.tokenHash)).toEqual({ state: 'kept', session: other })
    })

    it('FC-6 changes nothing for the session of somebody else', async () => {
      const { asking, bobs } = await arrange()

      expect(await store.passwords.change(changeOf(bobs.tokenHash))).toEqual({ outcome: 'session_ended', ended: [] })

      expect(await store.passwords.find('usr_ada')).toBe('old')
      expect(await store.sessions.find(bobs.tokenHash)).toEqual({ state: 'kept', session: bobs })
      expect(await store.sessions.find(asking.tokenHash)).toEqual({ state: 'kept', session: asking })
    })

    it('lets one of two parallel changes win', async () => {
      const { asking, other } = await arrange()
      const changes = [changeOf(asking.tokenHash, { to: 'a' }), changeOf(other.tokenHash, { to: 'b' })]

      const outcomes = await Promise.all(changes.map((change) => store.passwords.change(change)))

      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'session_ended'])
      const won = changes.filter((_, index) => outcomes[index]?.outcome === 'changed')
      expect(won.map(({ to }) => to)).toEqual([await store.passwords.find('usr_ada')])
      const listed = await store.sessions.list('usr_ada')
      expect(listed.map((session) => session.tokenHash)).toEqual(won.map(({ keeps }) => keeps.newTokenHash))
    })
  })
}
