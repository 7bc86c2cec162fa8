import { describe, expect, it } from 'vitest'
import { rotated } from '../session-store.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ending, minute, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'

/** How a session goes on under a new token. */
export function describeSessionRotation(open: OpenStore): void {
  describe('rotate', () => {
    const store = freshStore(open)

    async function create(fields = {}) {
      const session = sessionRecord({ data: { visited: ['AX'] }, ...fields })
      await store.sessions.create(session, onItsOwn)
      return session
    }

    it('opens the same session with the new token', async () => {
      const session = await create()
      const renewed = rotation()

      expect(await store.sessions.rotate(session.tokenHash, renewed)).toBe(true)

      expect(await store.sessions.find(renewed.tokenHash)).toEqual({
        state: 'kept',
        session: { ...session, tokenHash: renewed.tokenHash },
      })
    })

    it('FC-2 opens nothing with the old token', async () => {
      const { tokenHash } = await create()

      await store.sessions.rotate(tokenHash, rotation({ at: noon + 1 }))

      expect(await store.sessions.find(tokenHash)).toEqual({ state: 'ended', reason: rotated, endedAt: noon + 1 })
    })

    it('keeps the moment of a step-up until there is a later one', async () => {
      const { tokenHash } = await create()
      const [stepUp, other, again] = [
        rotation({ reauthenticatedAt: noon + 1 }),
        rotation(),
        rotation({ reauthenticatedAt: noon + 2 }),
      ]

      await store.sessions.rotate(tokenHash, stepUp)
      await store.sessions.rotate(stepUp.tokenHash, other)
      expect(await store.sessions.find(other.tokenHash)).toMatchObject({ session: { reauthenticatedAt: noon + 1 } })

      await store.sessions.rotate(other.tokenHash, again)
      expect(await store.sessions.find(again.tokenHash)).toMatchObject({ session: { reauthenticatedAt: noon + 2 } })
    })

    it('moves neither expiry nor last activity', async () => {
      const session = await create()
      const renewed = rotation({ at: noon + 20 * minute })

      await store.sessions.rotate(session.tokenHash, renewed)

      const { idleExpiresAt, absoluteExpiresAt, lastSeenAt } = session
      const unmoved = { idleExpiresAt, absoluteExpiresAt, lastSeenAt }
      expect(await store.sessions.find(renewed.tokenHash)).toMatchObject({ session: unmoved })
    })

    it('lets one of two rotations of the same token win', async () => {
      const { tokenHash } = await create()
      const rotations = [rotation(), rotation()]

      const outcomes = await Promise.all(rotations.map((one) => store.sessions.rotate(tokenHash, one)))

      expect(outcomes.toSorted()).toEqual([false, true])
      const found = await Promise.all(rotations.map((one) => store.sessions.find(one.tokenHash)))
      expect(found.map((one) => one?.state === 'kept')).toEqual(outcomes)
      expect(await store.sessions.list('usr_ada')).toHaveLength(1)
    })

    it('L3 does not give an ended session a new token', async () => {
      const session = await create()
      await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('revoked'))
      const renewed = rotation()

      expect(await store.sessions.rotate(session.tokenHash, renewed)).toBe(false)

      expect(await store.sessions.find(renewed.tokenHash)).toBeNull()
      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'revoked' })
    })

    it('L3 does not give an expired session a new token', async () => {
      const session = await create()
      const renewed = rotation({ at: session.idleExpiresAt })

      expect(await store.sessions.rotate(session.tokenHash, renewed)).toBe(false)

      expect(await store.sessions.find(renewed.tokenHash)).toBeNull()
    })

    it('FC-6 gives nobody a new token for a hash it never saw', async () => {
      const session = await create()
      const renewed = rotation()

      expect(await store.sessions.rotate(tokenHash(), renewed)).toBe(false)

      expect(await store.sessions.find(renewed.tokenHash)).toBeNull()
      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
    })
  })
}
