import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ended, ending, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'

/** How sessions end. */
export function describeSessionEnding(open: OpenStore): void {
  describe('end', () => {
    const store = freshStore(open)

    async function create(fields = {}) {
      const session = sessionRecord(fields)
      await store.sessions.create(session, onItsOwn)
      return session
    }

    async function endByToken(tokenHash: string, reason = 'logged_out') {
      return store.sessions.end({ tokenHashes: [tokenHash] }, ending(reason))
    }

    it('ends a session once and keeps the first reason', async () => {
      const session = await create()

      expect(await endByToken(session.tokenHash, 'logged_out')).toEqual([ended(session, 'logged_out')])
      expect(await endByToken(session.tokenHash, 'revoked')).toEqual([])

      expect(await store.sessions.find(session.tokenHash)).toEqual({
        state: 'ended',
        reason: 'logged_out',
        endedAt: noon,
      })
    })

    it('ends the sessions of several tokens, whichever of them open one', async () => {
      const [first, second] = [await create(), await create({ userId: 'usr_bob' })]
      const tokenHashes = [tokenHash(), first.tokenHash, second.tokenHash, first.tokenHash]

      const outcome = await store.sessions.end({ tokenHashes }, ending('logged_out'))

      expect(outcome).toEqual([ended(first, 'logged_out'), ended(second, 'logged_out')])
    })

    it('L3 ends the session that went on, by a token rotated out', async () => {
      const session = await create()
      const [second, third] = [rotation(), rotation()]
      await store.sessions.rotate(session.tokenHash, second)
      await store.sessions.rotate(second.tokenHash, third)

      expect(await endByToken(session.tokenHash)).toEqual([ended(session, 'logged_out')])

      expect(await store.sessions.find(third.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('L3 ends a session whose token changes meanwhile', async () => {
      for (let round = 0; round < 50; round += 1) {
        const session = await create()
        const renewed = rotation()
        const both = [() => store.sessions.rotate(session.tokenHash, renewed), () => endByToken(session.tokenHash)]

        await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((act) => act()))

        expect((await store.sessions.find(session.tokenHash))?.state).toBe('ended')
        expect((await store.sessions.find(renewed.tokenHash))?.state).not.toBe('kept')
      }
    })

    it('FC-6 ends nothing for a hash it never saw', async () => {
      const session = await create()

      expect(await endByToken(tokenHash())).toEqual([])
      expect(await store.sessions.end({ tokenHashes: [] }, ending('logged_out'))).toEqual([])

      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
    })

    it('ends a session by its public id and its user', async () => {
      const [session, other] = [await create(), await create()]

      const outcome = await store.sessions.end({ userId: 'usr_ada', id: session.id }, ending('revoked'))

      expect(outcome).toEqual([ended(session, 'revoked')])
      expect(await store.sessions.list('usr_ada')).toEqual([other])
    })

    it('FC-6 ends nothing by the public id of somebody else’s session', async () => {
      const theirs = await create({ userId: 'usr_bob' })

      expect(await store.sessions.end({ userId: 'usr_ada', id: theirs.id }, ending('revoked'))).toEqual([])

      expect(await store.sessions.find(theirs.tokenHash)).toMatchObject({ state: 'kept' })
    })

    it('ends all sessions of a user but one', async () => {
      const [kept, other] = [await create(), await create()]
      const theirs = await create({ userId: 'usr_bob' })

      const outcome = await store.sessions.end({ userId: 'usr_ada', exceptId: kept.id }, ending('revoked'))

      expect(outcome).toEqual([ended(other, 'revoked')])
      expect(await store.sessions.list('usr_ada')).toEqual([kept])
      expect(await store.sessions.list('usr_bob')).toEqual([theirs])
    })

    it('ends all sessions of a user', async () => {
      const sessions = [await create(), await create()]

      const outcome = await store.sessions.end({ userId: 'usr_ada', exceptId: null }, ending('revoked'))

      expect(outcome).toEqual(expect.arrayContaining(sessions.map((session) => ended(session, 'revoked'))))
      expect(await store.sessions.list('usr_ada')).toEqual([])
    })
  })
}
