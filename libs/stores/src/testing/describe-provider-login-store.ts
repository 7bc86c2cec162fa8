import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { identityRecord, providerLogin, providerLogout } from './identity-record.ts'
import { ended, ending, minute, noon, onItsOwn, sessionRecord } from './session-record.ts'
import { ada, bob } from './user-record.ts'

const hers = identityRecord({ subject: 'ada' })
const his = identityRecord({ subject: 'bob', userId: 'usr_bob' })
const loggedOut = ending('logged_out')

/** The promises that every store of provider logins keeps. `open` returns a fresh, empty store. */
export function describeProviderLoginStore(name: string, open: OpenStore): void {
  describe(`ProviderLoginStore: ${name}`, () => {
    const store = freshStore(open)

    /** A session of Ada's or Bob's that began at the provider, in its own session with that `sid`. */
    async function logIn(identity = hers, fields: { sid?: string; issuedAt?: number } = {}) {
      const session = sessionRecord({ userId: identity.userId })
      await store.identities.register(identity === hers ? ada : bob, identity)
      await store.sessions.create(session, onItsOwn)
      const login = providerLogin(session, identity, fields)
      return { session, login, counts: await store.providerLogins.remember(login) }
    }

    const stateOf = async ({ tokenHash }: { tokenHash: string }) => (await store.sessions.find(tokenHash))?.state

    it('remembers with which identity a session began', async () => {
      const { login, counts } = await logIn(hers, { sid: 'laptop' })

      expect(counts).toBe(true)
      expect(await store.providerLogins.find(login.sessionId)).toEqual(login)
      expect(await store.providerLogins.find('ses_other')).toBeNull()
    })

    it('FC-5 counts no login with an identity that is not linked to the user', async () => {
      const session = sessionRecord({ userId: 'usr_bob' })
      await store.identities.register(ada, hers)

      expect(await store.providerLogins.remember(providerLogin(session, his))).toBe(false)
      expect(await store.providerLogins.remember(providerLogin(session, hers))).toBe(false)
    })

    it('ends the one session of a sid', async () => {
      const laptop = await logIn(hers, { sid: 'laptop' })
      const phone = await logIn(hers, { sid: 'phone' })

      const logout = providerLogout({ sid: 'laptop' })
      expect(await store.providerLogins.logOut(logout, loggedOut)).toEqual([ended(laptop.session, 'logged_out')])

      expect([await stateOf(laptop.session), await stateOf(phone.session)]).toEqual(['ended', 'kept'])
      expect(await store.providerLogins.find(laptop.session.id)).toBeNull()
    })

    it('ends all sessions of a subject, and nobody else’s', async () => {
      const sessions = [await logIn(hers, { sid: 'laptop' }), await logIn(hers), await logIn(his, { sid: 'laptop' })]

      await store.providerLogins.logOut(providerLogout({ subject: 'ada' }), loggedOut)

      const states = await Promise.all(sessions.map(({ session }) => stateOf(session)))
      expect(states).toEqual(['ended', 'ended', 'kept'])
    })

    it('FC-30 ends nothing when sid and subject do not go together, for another issuer, or about nobody', async () => {
      const { session } = await logIn(hers, { sid: 'laptop' })

      const foreign = { issuer: 'https://other.example', sid: 'laptop', subject: 'ada' }
      const ofNobody = providerLogout({ sid: null, subject: null })
      const logouts = [providerLogout({ sid: 'laptop', subject: 'bob' }), providerLogout(foreign), ofNobody]
      for (const logout of logouts) expect(await store.providerLogins.logOut(logout, loggedOut)).toEqual([])

      expect(await stateOf(session)).toBe('kept')
    })

    it('FC-30 acts on a message once', async () => {
      const logout = providerLogout({ subject: 'ada' })
      await store.providerLogins.logOut(logout, loggedOut)
      const { session } = await logIn(hers, { issuedAt: noon + 1 })

      expect(await store.providerLogins.logOut(logout, loggedOut)).toBeNull()

      expect(await stateOf(session)).toBe('kept')
    })

    it('acts on messages of two issuers that have the same id', async () => {
      const [one, other] = [providerLogout({ id: '1' }), providerLogout({ id: '1', issuer: 'https://other.example' })]

      expect(await store.providerLogins.logOut(one, loggedOut)).toEqual([])
      expect(await store.providerLogins.logOut(other, loggedOut)).toEqual([])
    })

    it('leaves a login alone that is newer than the logout of its subject', async () => {
      const { session } = await logIn(hers, { issuedAt: noon + 1 })

      const logout = providerLogout({ subject: 'ada', issuedAt: noon })
      expect(await store.providerLogins.logOut(logout, loggedOut)).toEqual([])

      expect(await stateOf(session)).toBe('kept')
    })

    it('L3 counts no login that was logged out before it came in', async () => {
      await store.providerLogins.logOut(providerLogout({ sid: 'laptop' }), loggedOut)
      await store.providerLogins.logOut(providerLogout({ subject: 'bob' }), loggedOut)

      expect(await logIn(hers, { sid: 'laptop', issuedAt: noon + 1 })).toMatchObject({ counts: false })
      expect(await logIn(hers, { sid: 'phone' })).toMatchObject({ counts: true })
      expect(await logIn(his, { issuedAt: noon })).toMatchObject({ counts: false })
      expect(await logIn(his, { issuedAt: noon + 1 })).toMatchObject({ counts: true })
    })

    it('removes what may be forgotten, so many of each at a time', async () => {
      const { login } = await logIn(hers)
      for (const forgetAt of [noon, noon, noon + 1]) {
        await store.providerLogins.logOut(providerLogout({ sid: 'other', forgetAt }), loggedOut)
      }

      expect(await store.providerLogins.removeExpired(noon, 1)).toBe(1)
      expect(await store.providerLogins.removeExpired(noon, 10)).toBe(1)
      expect(await store.providerLogins.find(login.sessionId)).toEqual(login)
      expect(await store.providerLogins.removeExpired(noon + 12 * 60 * minute, 10)).toBe(2)
      expect(await store.providerLogins.find(login.sessionId)).toBeNull()
    })
  })
}
