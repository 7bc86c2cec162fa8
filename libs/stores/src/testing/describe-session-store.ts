import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionStore } from '../session-store.ts'
import type { Store } from '../store.ts'
import { noon, sessionRecord } from './session-record.ts'

const forgetAt = noon + 15 * 60_000

/**
 * The promises that every session store keeps. `open` returns a fresh, empty store.
 *
 * @example
 * describeSessionStore('sqlite', () => sqlite(join(folder, randomUUID())))
 */
export function describeSessionStore(name: string, open: () => Promise<Store>): void {
  describe(`SessionStore: ${name}`, () => {
    let store: Store
    let sessions: SessionStore

    beforeEach(async () => {
      store = await open()
      sessions = store.sessions
    })
    afterEach(() => store.close())

    it('finds a session by the hash of its token', async () => {
      const session = sessionRecord({ reauthenticatedAt: noon, persistent: true, data: { visited: ['AX'] } })
      await sessions.create(session)

      expect(await sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('finds nothing for a hash it never saw', async () => {
      expect(await sessions.find(sessionRecord().tokenHash)).toBeNull()
    })

    it('refuses a second session with the same token hash', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      await expect(sessions.create(sessionRecord({ tokenHash: session.tokenHash }))).rejects.toThrow()
    })

    it('keeps changed keys and leaves the others alone', async () => {
      const session = sessionRecord({ data: { a: 1, b: 1 } })
      await sessions.create(session)

      expect(await sessions.update(session.tokenHash, { data: { b: 2, c: { deep: true } } }, noon)).toBe(true)

      expect(await sessions.find(session.tokenHash)).toMatchObject({
        session: { data: { a: 1, b: 2, c: { deep: true } } },
      })
    })

    it('removes a key that became undefined', async () => {
      const session = sessionRecord({ data: { a: 1, b: 1 } })
      await sessions.create(session)

      await sessions.update(session.tokenHash, { data: { a: undefined } }, noon)

      expect(await sessions.find(session.tokenHash)).toMatchObject({ session: { data: { b: 1 } } })
    })

    it('keeps parallel changes of different keys', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      await Promise.all(
        ['a', 'b', 'c', 'd'].map((key) => sessions.update(session.tokenHash, { data: { [key]: key } }, noon)),
      )

      expect(await sessions.find(session.tokenHash)).toMatchObject({
        session: { data: { a: 'a', b: 'b', c: 'c', d: 'd' } },
      })
    })

    it('never moves an expiry or the last activity back', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      const earlier = { lastSeenAt: noon - 1, idleExpiresAt: session.idleExpiresAt - 1 }
      await sessions.update(session.tokenHash, earlier, noon)

      expect(await sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('L3 FC-3 does not bring an ended session back by changing it', async () => {
      const session = sessionRecord()
      await sessions.create(session)
      await sessions.end(session.tokenHash, 'logged_out', noon, forgetAt)

      expect(await sessions.update(session.tokenHash, { data: { a: 1 }, idleExpiresAt: forgetAt }, noon)).toBe(false)

      expect(await sessions.find(session.tokenHash)).toEqual({ state: 'ended', reason: 'logged_out', endedAt: noon })
    })

    it('L3 FC-3 does not bring an expired session back by changing it', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      const change = { lastSeenAt: session.idleExpiresAt, idleExpiresAt: session.idleExpiresAt + 60_000 }
      expect(await sessions.update(session.tokenHash, change, session.idleExpiresAt)).toBe(false)

      expect(await sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    })

    it('changes nothing when the session never was', async () => {
      expect(await sessions.update(sessionRecord().tokenHash, { data: { a: 1 } }, noon)).toBe(false)
    })

    it('ends a session once and keeps the first reason', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      expect(await sessions.end(session.tokenHash, 'logged_out', noon, forgetAt)).toBe(true)
      expect(await sessions.end(session.tokenHash, 'revoked', noon, forgetAt)).toBe(false)

      expect(await sessions.find(session.tokenHash)).toEqual({ state: 'ended', reason: 'logged_out', endedAt: noon })
    })

    it('FC-6 ends nothing for a hash it never saw', async () => {
      const session = sessionRecord()
      await sessions.create(session)

      expect(await sessions.end(sessionRecord().tokenHash, 'logged_out', noon, forgetAt)).toBe(false)

      expect(await sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
    })
  })
}
