import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { atMost, ended, ending, inPlaceOf, minute, noon, onItsOwn, sessionRecord } from './session-record.ts'

const evicting = (most: number) => atMost(most, ending('session_limit'))
const refusing = (most: number) => atMost(most, null)

/** How many sessions a user has at once. */
export function describeSessionLimit(open: OpenStore): void {
  describe('create, with a limit', () => {
    const store = freshStore(open)

    /** Three sessions of Ada's, the oldest one in the middle whatever they are sorted by. */
    async function createThree() {
      const sessions = [3, 1, 2].map((since, index) =>
        sessionRecord({ id: `ses_${index}`, createdAt: noon - 10 + since }),
      )
      for (const session of sessions) await store.sessions.create(session, onItsOwn)
      return sessions
    }

    it('ends the oldest session for one too many, and tells why', async () => {
      const [newest, oldest = sessionRecord(), older] = await createThree()
      const session = sessionRecord()

      const outcome = await store.sessions.create(session, evicting(3))

      expect(outcome).toEqual({ created: true, ended: [ended(oldest, 'session_limit')] })
      expect(await store.sessions.find(oldest.tokenHash)).toMatchObject({ state: 'ended', reason: 'session_limit' })
      expect(await store.sessions.list('usr_ada')).toEqual(expect.arrayContaining([newest, older, session]))
    })

    it('ends as many as there are too many, since a limit may become smaller', async () => {
      await createThree()
      const session = sessionRecord()

      expect((await store.sessions.create(session, evicting(1))).ended).toHaveLength(3)

      expect(await store.sessions.list('usr_ada')).toEqual([session])
    })

    it('refuses one too many and then creates and ends nothing', async () => {
      await createThree()
      const before = sessionRecord({ userId: 'usr_bob' })
      await store.sessions.create(before, onItsOwn)
      const session = sessionRecord()

      const outcome = await store.sessions.create(session, {
        ...refusing(3),
        replaced: inPlaceOf(before.tokenHash).replaced,
      })

      expect(outcome).toEqual({ created: false, ended: [] })
      expect(await store.sessions.find(session.tokenHash)).toBeNull()
      expect(await store.sessions.find(before.tokenHash)).toEqual({ state: 'kept', session: before })
      expect(await store.sessions.list('usr_ada')).toHaveLength(3)
    })

    it('has room when the browser gives up the session it had', async () => {
      const [before = sessionRecord()] = await createThree()

      const outcome = await store.sessions.create(sessionRecord(), {
        ...refusing(3),
        replaced: inPlaceOf(before.tokenHash).replaced,
      })

      expect(outcome).toEqual({ created: true, ended: [ended(before, 'logged_out')] })
    })

    it('counts neither expired sessions nor those of others', async () => {
      await store.sessions.create(sessionRecord({ idleExpiresAt: noon }), onItsOwn)
      await store.sessions.create(sessionRecord({ absoluteExpiresAt: noon }), onItsOwn)
      await store.sessions.create(sessionRecord({ userId: 'usr_bob' }), onItsOwn)

      expect(await store.sessions.create(sessionRecord(), refusing(1))).toEqual({ created: true, ended: [] })
    })

    it('leaves five of twenty sessions that begin at once', async () => {
      const sessions = Array.from({ length: 20 }, (_, index) => sessionRecord({ createdAt: noon + index }))

      const outcomes = await Promise.all(sessions.map((session) => store.sessions.create(session, evicting(5))))

      expect(outcomes.flatMap((outcome) => outcome.ended)).toHaveLength(15)
      expect(await store.sessions.list('usr_ada')).toHaveLength(5)
    })

    it('refuses fifteen of twenty sessions that begin at once', async () => {
      const sessions = Array.from({ length: 20 }, () => sessionRecord({ idleExpiresAt: noon + minute }))

      const outcomes = await Promise.all(sessions.map((session) => store.sessions.create(session, refusing(5))))

      expect(outcomes.filter(({ created }) => created)).toHaveLength(5)
      expect(await store.sessions.list('usr_ada')).toHaveLength(5)
    })
  })
}
