import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IdentityRecord } from '../identity-store.ts'
import type { Store } from '../store.ts'
import { google, identityRecord, providerLogin, providerLogout, roundTrip } from './identity-record.ts'
import { ending, noon, onItsOwn, sessionRecord } from './session-record.ts'
import { ada } from './user-record.ts'

const rounds = 40

/** What holds of identities while two processes do things at once. `open` returns two stores that share one place. */
export function describeIdentityRaces(name: string, open: () => Promise<[Store, Store]>): void {
  describe(`Two nodes and identities: ${name}`, { timeout: 60_000 }, () => {
    let nodes: [Store, Store]

    beforeAll(async () => {
      nodes = await open()
    })
    afterAll(() => Promise.all(nodes.map((node) => node.close())))

    /** Both at once, on two nodes; in each round another one goes first. */
    async function race<A, B>(round: number, one: (node: Store) => Promise<A>, other: (node: Store) => Promise<B>) {
      const [first, second] = round % 4 < 2 ? nodes : [nodes[1], nodes[0]]
      if (round % 2 === 0) return Promise.all([one(first), other(second)])
      const late = other(second)
      return [await one(first), await late] as const
    }

    /** Somebody new who came through a provider. */
    async function newcomer(): Promise<IdentityRecord> {
      const userId = `usr_${randomUUID()}`
      const identity = identityRecord({ userId })
      await nodes[0].identities.register({ ...ada, id: userId, emailCanonical: userId }, identity)
      return identity
    }

    async function logIn(identity: IdentityRecord, sid: string) {
      const session = sessionRecord({ userId: identity.userId })
      await nodes[0].sessions.create(session, onItsOwn)
      return { session, login: providerLogin(session, identity, { sid }) }
    }

    const terms = { usableIssuers: [google], exceptSessionId: 'ses_none', ending: ending('revoked') }

    it('FC-46 make one user of ten first logins at once', async () => {
      const subject = randomUUID()

      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => {
          const user = { ...ada, id: `usr_${randomUUID()}`, email: null, emailCanonical: null }
          return nodes[index % 2 === 0 ? 0 : 1].identities.register(user, identityRecord({ subject, userId: user.id }))
        }),
      )

      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'identity_taken')).toHaveLength(9)
    })

    it('FC-38 leave a way in when both of two identities are unlinked', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const first = await newcomer()
        const second = identityRecord({ userId: first.userId })
        await nodes[0].identities.link(second, null)

        const outcomes = await race(
          round,
          ({ identities }) => identities.unlink(first, terms),
          ({ identities }) => identities.unlink(second, terms),
        )

        expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['last_login_method', 'unlinked'])
        expect(await nodes[1].identities.list(first.userId)).toHaveLength(1)
      }
    })

    it('L3 FC-30 let no login outlive the logout of its provider', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const identity = await newcomer()
        const { session, login } = await logIn(identity, `sid-${String(round)}`)
        const logout = providerLogout({ sid: login.sid })

        const [counts] = await race(
          round,
          ({ providerLogins }) => providerLogins.remember(login),
          ({ providerLogins }) => providerLogins.logOut(logout, ending('logged_out')),
        )

        const state = (await nodes[1].sessions.find(session.tokenHash))?.state
        expect(counts ? state : 'refused').toBe(counts ? 'ended' : 'refused')
      }
    })

    it('FC-5 let no login outlive its identity', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const identity = await newcomer()
        await nodes[0].identities.link(identityRecord({ userId: identity.userId }), null)
        const { session, login } = await logIn(identity, 'sid')

        const [counts] = await race(
          round,
          ({ providerLogins }) => providerLogins.remember(login),
          ({ identities }) => identities.unlink(identity, terms),
        )

        const state = (await nodes[1].sessions.find(session.tokenHash))?.state
        expect(counts ? state : 'refused').toBe(counts ? 'ended' : 'refused')
      }
    })

    it('L3 FC-26 link nothing for a session that ends first', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { userId } = await newcomer()
        const session = sessionRecord({ userId })
        await nodes[0].sessions.create(session, onItsOwn)
        const identity = identityRecord({ userId })

        const [ended, linked] = await race(
          round,
          ({ sessions }) => sessions.end({ userId, id: session.id }, ending('revoked')),
          ({ identities }) => identities.link(identity, { sessionId: session.id, at: noon }),
        )

        expect(ended).toHaveLength(1)
        const isKept = (await nodes[1].identities.find(google, identity.subject)) !== null
        expect(isKept).toBe(linked === 'linked')
      }
    })

    it('L5 unlink, log out at the provider and delete users at once, and never wait in a circle', async () => {
      const people = await Promise.all(Array.from({ length: 8 }, () => newcomer()))
      for (const identity of people) {
        await nodes[0].identities.link(identityRecord({ userId: identity.userId }), null)
        await nodes[0].providerLogins.remember((await logIn(identity, 'shared')).login)
      }

      const acts = people.flatMap(({ userId, id }, index) => [
        (node: Store) => node.identities.unlink({ userId, id }, terms),
        (node: Store) => node.providerLogins.logOut(providerLogout({ sid: 'shared' }), ending('logged_out')),
        (node: Store) => node.users.delete(index % 2 === 0 ? userId : 'usr_nobody', ending('account_deleted')),
      ])
      await Promise.all(acts.map(async (act, index) => act(nodes[index % 2 === 0 ? 0 : 1])))

      for (const { userId } of people) expect(await nodes[0].sessions.list(userId)).toEqual([])
    })

    it('L3 hand a round trip to one of ten who ask at once', async () => {
      const trip = roundTrip()
      await nodes[0].roundTrips.begin(trip)

      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, index) => nodes[index % 2 === 0 ? 0 : 1].roundTrips.take(trip.tokenHash, noon)),
      )

      expect(taken.filter((one) => one !== null)).toEqual([trip])
    })
  })
}
