import { describe, expect, it } from 'vitest'
import type { IdentityRecord, UnlinkTerms } from '../identity-store.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { google, identityRecord, providerLogin } from './identity-record.ts'
import { ended, ending, noon, onItsOwn, sessionRecord } from './session-record.ts'
import { ada } from './user-record.ts'

const other = 'https://other.example'

/** The terms on which somebody unlinks from the session at hand. */
function terms(fields: Partial<UnlinkTerms> = {}): UnlinkTerms {
  return { usableIssuers: [google, other], exceptSessionId: 'ses_asking', ending: ending('revoked'), ...fields }
}

/** How identities are unlinked, and that nobody is left without a way in. */
export function describeUnlink(open: OpenStore): void {
  describe('unlink', () => {
    const store = freshStore(open)

    /** Ada with two identities and no password. */
    async function twoIdentities(): Promise<[IdentityRecord, IdentityRecord]> {
      const [first, second] = [identityRecord(), identityRecord({ issuer: other, createdAt: noon + 1 })]
      await store.identities.register(ada, first)
      await store.identities.link(second, null)
      return [first, second]
    }

    it('unlinks one of two identities', async () => {
      const [first, second] = await twoIdentities()

      expect(await store.identities.unlink(first, terms())).toEqual({ outcome: 'unlinked', ended: [] })

      expect(await store.identities.list('usr_ada')).toEqual([second])
    })

    it('FC-38 keeps the last way in', async () => {
      const identity = identityRecord()
      await store.identities.register(ada, identity)

      expect(await store.identities.unlink(identity, terms())).toEqual({ outcome: 'last_login_method', ended: [] })

      expect(await store.identities.list('usr_ada')).toEqual([identity])
    })

    it('FC-38 counts no identity of a provider that nobody can log in with', async () => {
      const [first, second] = await twoIdentities()

      const { outcome } = await store.identities.unlink(first, terms({ usableIssuers: [google] }))

      expect(outcome).toBe('last_login_method')
      expect(await store.identities.list('usr_ada')).toEqual([first, second])
    })

    it('unlinks the only identity of somebody who has a password', async () => {
      const identity = identityRecord()
      await store.users.create(ada, 'hash')
      await store.identities.link(identity, null)

      expect((await store.identities.unlink(identity, terms())).outcome).toBe('unlinked')

      expect(await store.identities.list('usr_ada')).toEqual([])
    })

    it('FC-38 unlinks one of two that are unlinked at once', async () => {
      const [first, second] = await twoIdentities()

      const outcomes = await Promise.all([first, second].map((one) => store.identities.unlink(one, terms())))

      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['last_login_method', 'unlinked'])
      expect(await store.identities.list('usr_ada')).toHaveLength(1)
    })

    it('FC-6 unlinks nothing of somebody else’s', async () => {
      const [first] = await twoIdentities()

      const outcome = await store.identities.unlink({ userId: 'usr_bob', id: first.id }, terms())

      expect(outcome).toEqual({ outcome: 'not_found', ended: [] })
      expect(await store.identities.list('usr_ada')).toHaveLength(2)
    })

    it('FC-5 ends the sessions that began with it, but for the one that asks', async () => {
      const [first, second] = await twoIdentities()
      const [asking, laptop, phone] = [sessionRecord({ id: 'ses_asking' }), sessionRecord(), sessionRecord()]
      for (const session of [asking, laptop, phone]) await store.sessions.create(session, onItsOwn)
      await store.providerLogins.remember(providerLogin(asking, first))
      await store.providerLogins.remember(providerLogin(laptop, first))
      await store.providerLogins.remember(providerLogin(phone, second))

      const outcome = await store.identities.unlink(first, terms())

      expect(outcome).toEqual({ outcome: 'unlinked', ended: [ended(laptop, 'revoked')] })
      expect(await store.sessions.find(laptop.tokenHash)).toMatchObject({ state: 'ended' })
      expect(await store.sessions.find(asking.tokenHash)).toMatchObject({ state: 'kept' })
      expect(await store.sessions.find(phone.tokenHash)).toMatchObject({ state: 'kept' })
    })

    it('FC-5 ends no session when the last way in stays', async () => {
      const [identity, session] = [identityRecord(), sessionRecord()]
      await store.identities.register(ada, identity)
      await store.sessions.create(session, onItsOwn)
      await store.providerLogins.remember(providerLogin(session, identity))

      await store.identities.unlink(identity, terms())

      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
      expect(await store.providerLogins.find(session.id)).not.toBeNull()
    })
  })
}
