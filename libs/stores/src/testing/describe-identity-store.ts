import { describe, expect, it } from 'vitest'
import { describeUnlink } from './describe-unlink.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { google, identityRecord } from './identity-record.ts'
import { ending, minute, noon, onItsOwn, sessionRecord } from './session-record.ts'
import { ada, bob } from './user-record.ts'

/** The promises that every store of identities keeps. `open` returns a fresh, empty store. */
export function describeIdentityStore(name: string, open: OpenStore): void {
  describe(`IdentityStore: ${name}`, () => {
    describe('register, find and list', () => {
      const store = freshStore(open)

      it('keeps a new user, without a password, and the identity', async () => {
        const identity = identityRecord()

        expect(await store.identities.register(ada, identity)).toBe('created')

        expect(await store.users.findById('usr_ada')).toEqual(ada)
        expect(await store.identities.find(google, identity.subject)).toEqual(identity)
        expect(await store.identities.list('usr_ada')).toEqual([identity])
        expect(await store.passwords.find('usr_ada')).toBeNull()
      })

      it('finds an identity by issuer and subject together, to the letter', async () => {
        await store.identities.register(ada, identityRecord({ subject: 'abc' }))

        for (const [issuer, subject] of [
          ['https://other.example', 'abc'],
          [google, 'ABC'],
          [`${google}/`, 'abc'],
          [google, 'abc '],
          [google, ''],
        ] as const) {
          expect(await store.identities.find(issuer, subject)).toBeNull()
        }
      })

      it('FC-27 keeps nothing when the address is taken', async () => {
        const identity = identityRecord({ userId: 'usr_twin' })
        await store.users.create(ada, 'hash')

        expect(await store.identities.register({ ...ada, id: 'usr_twin' }, identity)).toBe('email_taken')

        expect(await store.identities.find(google, identity.subject)).toBeNull()
        expect(await store.users.findById('usr_twin')).toBeNull()
      })

      it('keeps nothing when the identity is taken', async () => {
        const identity = identityRecord()
        await store.identities.register(ada, identity)

        const second = identityRecord({ subject: identity.subject, userId: 'usr_bob' })
        expect(await store.identities.register(bob, second)).toBe('identity_taken')

        expect(await store.users.findById('usr_bob')).toBeNull()
        expect(await store.identities.find(google, identity.subject)).toEqual(identity)
      })

      it('makes one user of two first logins at once', async () => {
        const [first, second] = [identityRecord(), identityRecord({ userId: 'usr_bob' })]
        const nobody = { email: null, emailCanonical: null }

        const outcomes = await Promise.all([
          store.identities.register({ ...ada, ...nobody }, first),
          store.identities.register({ ...bob, ...nobody }, { ...second, subject: first.subject }),
        ])

        expect(outcomes.toSorted()).toEqual(['created', 'identity_taken'])
        const users = [await store.users.findById('usr_ada'), await store.users.findById('usr_bob')]
        expect(users.filter((user) => user !== null)).toHaveLength(1)
      })

      it('lists the oldest identity first, and nobody else’s', async () => {
        const newer = identityRecord({ createdAt: noon + 1 })
        const older = identityRecord()
        await store.identities.register(ada, newer)
        await store.identities.link(older, null)
        await store.identities.register(bob, identityRecord({ userId: 'usr_bob' }))

        expect(await store.identities.list('usr_ada')).toEqual([older, newer])
      })
    })

    describe('link', () => {
      const store = freshStore(open)

      it('links an identity for whoever is logged in', async () => {
        const session = sessionRecord()
        const identity = identityRecord()
        await store.sessions.create(session, onItsOwn)

        expect(await store.identities.link(identity, { sessionId: session.id, at: noon })).toBe('linked')

        expect(await store.identities.find(google, identity.subject)).toEqual(identity)
      })

      it('L3 FC-26 links nothing once the session is over', async () => {
        const session = sessionRecord()
        await store.sessions.create(session, onItsOwn)
        await store.sessions.end({ userId: 'usr_ada', id: session.id }, ending('revoked'))

        const identity = identityRecord()
        expect(await store.identities.link(identity, { sessionId: session.id, at: noon })).toBe('session_ended')

        expect(await store.identities.find(google, identity.subject)).toBeNull()
      })

      it('FC-26 links nothing to a user whose session it is not, nor in one that has expired', async () => {
        const [session, expired] = [sessionRecord({ userId: 'usr_bob' }), sessionRecord()]
        await store.sessions.create(session, onItsOwn)
        await store.sessions.create(expired, onItsOwn)
        const link = (sessionId: string, at: number) => store.identities.link(identityRecord(), { sessionId, at })

        expect(await link(session.id, noon)).toBe('session_ended')
        expect(await link(expired.id, noon + 13 * 60 * minute)).toBe('session_ended')
        expect(await link('ses_nobody', noon)).toBe('session_ended')
        expect(await store.identities.list('usr_ada')).toEqual([])
      })

      it('never takes an identity from one user for another', async () => {
        const identity = identityRecord()
        await store.identities.register(ada, identity)

        expect(await store.identities.link({ ...identity, id: 'idn_2', userId: 'usr_bob' }, null)).toBe(
          'identity_taken',
        )

        expect(await store.identities.find(google, identity.subject)).toEqual(identity)
      })
    })

    describe('refresh and forgetUser', () => {
      const store = freshStore(open)

      it('keeps what the provider said the last time', async () => {
        const identity = identityRecord()
        const news = { name: 'Ada King', email: null, picture: 'https://pictures.example/2', lastUsedAt: noon + 1 }
        await store.identities.register(ada, identity)

        await store.identities.refresh(identity.id, news)
        await store.identities.refresh(identity.id, { ...news, lastUsedAt: noon })
        await store.identities.refresh('idn_nobody', news)

        expect(await store.identities.list('usr_ada')).toEqual([{ ...identity, ...news }])
      })

      it('forgets the identities of one user', async () => {
        const [hers, his] = [identityRecord(), identityRecord({ userId: 'usr_bob' })]
        await store.identities.register(ada, hers)
        await store.identities.register(bob, his)

        await store.identities.forgetUser('usr_ada')

        expect(await store.identities.list('usr_ada')).toEqual([])
        expect(await store.identities.find(google, his.subject)).toEqual(his)
      })

      it('FC-5 forgets the identities of a user who is deleted, and somebody else may have them', async () => {
        const identity = identityRecord()
        await store.identities.register(ada, identity)

        await store.users.delete('usr_ada', ending('account_deleted'))

        expect(await store.identities.find(google, identity.subject)).toBeNull()
        expect(await store.identities.register(bob, { ...identity, userId: 'usr_bob' })).toBe('created')
      })
    })

    describeUnlink(open)
  })
}
