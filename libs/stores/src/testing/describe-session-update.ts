import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ending, minute, noon, onItsOwn, rotation, sessionRecord } from './session-record.ts'

/** How a session changes while it lives. */
export function describeSessionUpdate(open: OpenStore): void {
  describe('update', () => {
    const store = freshStore(open)

    /** Ada's session, with two keys of data. */
    async function create(fields = {}) {
      const session = sessionRecord({ data: { a: 1, b: 1 }, ...fields })
      await store.sessions.create(session, onItsOwn)
      return session
    }

    it('keeps changed keys and leaves the others alone', async () => {
      const { id, tokenHash } = await create()

      expect(await store.sessions.update(id, { data: { b: 2, c: { deep: true } } }, noon)).toBe(true)

      const data = { a: 1, b: 2, c: { deep: true } }
      expect(await store.sessions.find(tokenHash)).toMatchObject({ session: { data } })
    })

    it('removes a key that became undefined', async () => {
      const session = await create()

      await store.sessions.update(session.id, { data: { a: undefined } }, noon)

      expect(await store.sessions.find(session.tokenHash)).toEqual({
        state: 'kept',
        session: { ...session, data: { b: 1 } },
      })
    })

    it('L4 keeps parallel changes of different keys', async () => {
      const { id, tokenHash } = await create({ data: {} })

      await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.sessions.update(id, { data: { [key]: key } }, noon)))

      const data = { a: 'a', b: 'b', c: 'c', d: 'd' }
      expect(await store.sessions.find(tokenHash)).toMatchObject({ session: { data } })
    })

    it('L4 keeps data that is written by id after the token changed', async () => {
      const { id, tokenHash } = await create({ data: {} })
      const renewed = rotation()
      await store.sessions.rotate(tokenHash, renewed)

      expect(await store.sessions.update(id, { data: { late: true } }, noon)).toBe(true)

      expect(await store.sessions.find(renewed.tokenHash)).toMatchObject({ session: { data: { late: true } } })
    })

    it('keeps the last activity and what it came from', async () => {
      const session = await create()
      const change = {
        lastSeenAt: noon + minute,
        idleExpiresAt: noon + 31 * minute,
        ip: '2001:db8::7',
        userAgent: 'curl/8.0',
      }

      await store.sessions.update(session.id, change, noon)

      expect(await store.sessions.find(session.tokenHash)).toEqual({
        state: 'kept',
        session: { ...session, ...change },
      })
    })

    it('forgets an address and a browser that became null', async () => {
      const session = await create()

      await store.sessions.update(session.id, { ip: null, userAgent: null }, noon)

      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ session: { ip: null, userAgent: null } })
    })

    it('never moves an expiry or the last activity back', async () => {
      const session = await create()

      const earlier = { lastSeenAt: noon - 1, idleExpiresAt: session.idleExpiresAt - 1 }
      await store.sessions.update(session.id, earlier, noon)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('never moves the idle expiry past the absolute one', async () => {
      const { id, tokenHash, absoluteExpiresAt } = await create()

      await store.sessions.update(id, { idleExpiresAt: absoluteExpiresAt + 1 }, noon)

      expect(await store.sessions.find(tokenHash)).toMatchObject({ session: { idleExpiresAt: absoluteExpiresAt } })
    })

    it('FC-44 refuses a key that is a trap and then changes nothing', async () => {
      const session = await create()
      const data = Object.fromEntries([['__proto__', { admin: true }]])

      await expect(store.sessions.update(session.id, { lastSeenAt: noon + 1, data }, noon)).rejects.toThrow('__proto__')

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('FC-44 refuses what it could not read back and then changes nothing', async () => {
      const session = await create()
      const cart = Object.fromEntries([['__proto__', { admin: true }]])

      await expect(store.sessions.update(session.id, { data: { cart } }, noon)).rejects.toThrow('data')

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('L3 FC-3 does not bring an ended session back', async () => {
      const { id, tokenHash, idleExpiresAt } = await create()
      await store.sessions.end({ tokenHashes: [tokenHash] }, ending('logged_out'))

      expect(await store.sessions.update(id, { data: { a: 2 }, idleExpiresAt }, noon)).toBe(false)

      expect(await store.sessions.find(tokenHash)).toEqual({ state: 'ended', reason: 'logged_out', endedAt: noon })
    })

    it('L3 FC-3 does not bring back a session that ends meanwhile', async () => {
      for (let round = 0; round < 50; round += 1) {
        const { id, tokenHash } = await create()
        const change = () => store.sessions.update(id, { data: { round }, lastSeenAt: noon + round }, noon)

        await Promise.all([change(), store.sessions.end({ tokenHashes: [tokenHash] }, ending('logged_out')), change()])

        expect(await store.sessions.find(tokenHash)).toMatchObject({ state: 'ended' })
      }
      expect(await store.sessions.list('usr_ada')).toEqual([])
    })

    it('L3 FC-3 does not bring an expired session back', async () => {
      const session = await create()

      const change = { lastSeenAt: session.idleExpiresAt, idleExpiresAt: session.idleExpiresAt + minute }
      expect(await store.sessions.update(session.id, change, session.idleExpiresAt)).toBe(false)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('changes nothing when the session never was', async () => {
      expect(await store.sessions.update(sessionRecord().id, { data: { a: 1 } }, noon)).toBe(false)
    })
  })
}
