import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ending, minute, noon, onItsOwn, rotation, sessionRecord } from './session-record.ts'

/** How what is over is cleared away. */
export function describeSessionExpiry(open: OpenStore): void {
  describe('removeExpired', () => {
    const store = freshStore(open)

    async function create(fields = {}) {
      const session = sessionRecord(fields)
      await store.sessions.create(session, onItsOwn)
      return session
    }

    it('removes what expired and leaves what lives', async () => {
      const idle = await create({ idleExpiresAt: noon })
      const old = await create({ absoluteExpiresAt: noon })
      const live = await create()

      expect(await store.sessions.removeExpired(noon, noon, 100)).toBe(2)

      expect(await store.sessions.find(idle.tokenHash)).toBeNull()
      expect(await store.sessions.find(old.tokenHash)).toBeNull()
      expect(await store.sessions.find(live.tokenHash)).toEqual({ state: 'kept', session: live })
    })

    it('removes so many at a time', async () => {
      for (let count = 0; count < 5; count += 1) await create({ idleExpiresAt: noon })

      expect(await store.sessions.removeExpired(noon, noon, 3)).toBe(3)
      expect(await store.sessions.removeExpired(noon, noon, 3)).toBe(2)
      expect(await store.sessions.removeExpired(noon, noon, 3)).toBe(0)
    })

    it('knows an ending while the session could have lived', async () => {
      const { tokenHash, absoluteExpiresAt } = await create()
      await store.sessions.end({ tokenHashes: [tokenHash] }, ending('logged_out'))

      expect(await store.sessions.removeExpired(noon, absoluteExpiresAt - 1, 100)).toBe(0)
      expect(await store.sessions.find(tokenHash)).toMatchObject({ state: 'ended' })

      expect(await store.sessions.removeExpired(noon, absoluteExpiresAt, 100)).toBe(1)
      expect(await store.sessions.find(tokenHash)).toBeNull()
    })

    it('knows an ending until its reason may be forgotten', async () => {
      const { tokenHash, absoluteExpiresAt } = await create({ absoluteExpiresAt: noon + minute })
      const forgetAt = noon + 15 * minute
      await store.sessions.end({ tokenHashes: [tokenHash] }, { ...ending('logged_out'), forgetAt })

      expect(await store.sessions.removeExpired(noon, absoluteExpiresAt, 100)).toBe(0)
      expect(await store.sessions.removeExpired(noon, forgetAt - 1, 100)).toBe(0)
      expect(await store.sessions.find(tokenHash)).toMatchObject({ state: 'ended' })

      expect(await store.sessions.removeExpired(noon, forgetAt, 100)).toBe(1)
      expect(await store.sessions.find(tokenHash)).toBeNull()
    })

    it('L3 knows a token that was rotated out while the session could live', async () => {
      const session = await create()
      await store.sessions.rotate(session.tokenHash, rotation())

      await store.sessions.removeExpired(noon, session.absoluteExpiresAt - 1, 100)

      const logout = await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
      expect(logout).toHaveLength(1)
    })
  })
}
