import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PasswordChange } from '../password-store.ts'
import type { SessionRecord } from '../session-store.ts'
import type { Store } from '../store.ts'
import { describeIdentityRaces } from './describe-identity-races.ts'
import { atMost, ending, inPlaceOf, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'
import { ada } from './user-record.ts'

/**
 * What holds while two processes do things at once that are in each other's way. `open` returns two stores that share one
 * place; give them time, for deadlines are not what this is about.
 */
export function describeTwoNodes(name: string, open: () => Promise<[Store, Store]>): void {
  describeIdentityRaces(name, open)
  describe(`Two nodes: ${name}`, { timeout: 60_000 }, () => {
    let nodes: [Store, Store]

    beforeAll(async () => {
      nodes = await open()
    })
    afterAll(() => Promise.all(nodes.map((node) => node.close())))

    /** So many times something, by turns on one node and on the other, all at once. */
    const atOnce = <T>(times: number, act: (node: Store, index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: times }, (_, index) => act(nodes[index % 2 === 0 ? 0 : 1], index)))

    /** So many rounds of a race, a few of them side by side; in each one somebody else goes first. */
    async function race(rounds: number, run: (round: number, go: Go) => Promise<void>) {
      const sideBySide = 4
      for (let first = 0; first < rounds; first += sideBySide) {
        const some = Array.from({ length: sideBySide }, (_, index) => first + index)
        await Promise.all(some.map((round) => run(round, (...acts) => startFrom(round, acts))))
      }
    }

    type Act = (node: Store) => Promise<unknown>
    type Answers<T extends Act[]> = { [K in keyof T]: Awaited<ReturnType<T[K]>> }
    type Go = <T extends Act[]>(...acts: T) => Promise<Answers<T>>

    /** Starts all of them, beginning with another one in each round, and gives the answers back in their own order. */
    async function startFrom<T extends Act[]>(round: number, acts: T): Promise<Answers<T>> {
      const answers: Promise<unknown>[] = []
      for (let step = 0; step < acts.length; step += 1) {
        const index = (round + step) % acts.length
        const act = acts[index]
        if (act !== undefined) answers[index] = act(nodes[(round + index) % 3 === 0 ? 0 : 1])
      }
      return (await Promise.all(answers)) as Answers<T>
    }

    async function create(fields: Partial<SessionRecord> = {}): Promise<SessionRecord> {
      const session = sessionRecord({ userId: `usr_${tokenHash()}`, ...fields })
      await nodes[0].sessions.create(session, onItsOwn)
      return session
    }

    const stateOf = async (hash: string) => (await nodes[1].sessions.find(hash))?.state ?? null

    it('L3 FC-3 let nothing outlive a logout, whatever token it names', async () => {
      await race(200, async (round, go) => {
        const session = await create()
        const [one, other, third] = [rotation(), rotation(), rotation()]

        const [ended, ...rotations] = await go(
          ({ sessions }) => sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out')),
          ({ sessions }) => sessions.rotate(session.tokenHash, one),
          ({ sessions }) => sessions.rotate(session.tokenHash, other),
          ({ sessions }) => sessions.rotate(one.tokenHash, third),
          ({ sessions }) => sessions.update(session.id, { data: { round } }, noon),
          ({ sessions }) => sessions.update(session.id, { lastSeenAt: noon + 1 }, noon),
        )

        expect(ended).toEqual([{ id: session.id, userId: session.userId, reason: 'logged_out' }])
        expect(rotations.slice(0, 2)).not.toEqual([true, true])
        for (const { tokenHash } of [session, one, other, third]) expect(await stateOf(tokenHash)).not.toBe('kept')
        expect(await nodes[1].sessions.list(session.userId)).toEqual([])
      })
    })

    it('L4 keep every change of different keys', async () => {
      await race(20, async (_, go) => {
        const { id, tokenHash } = await create()
        const write = (key: string) => (node: Store) => node.sessions.update(id, { data: { [key]: key } }, noon)
        const renewed = rotation()

        await go(write('a'), write('b'), ({ sessions }) => sessions.rotate(tokenHash, renewed), write('c'), write('d'))

        const data = { a: 'a', b: 'b', c: 'c', d: 'd' }
        expect(await nodes[1].sessions.find(renewed.tokenHash)).toMatchObject({ session: { data } })
      })
    })

    it('FC-5 leave no old session when a password changes', async () => {
      await race(100, async (round, go) => {
        const asking = await create()
        const { userId } = asking
        const other = await create({ userId })
        const renewed = rotation()
        await nodes[0].passwords.set(userId, 'old', noon)
        const change = (from: SessionRecord, to: string): PasswordChange => ({
          userId,
          from: 'old',
          to,
          keeps: { tokenHash: from.tokenHash, newTokenHash: tokenHash() },
          ending: ending('password_changed'),
        })
        const changes = [change(asking, 'a'), change(other, 'b')] as const
        const late = sessionRecord({ userId, id: `ses_late_${round}` })

        const [first, second] = await go(
          ({ passwords }) => passwords.change(changes[0]),
          ({ passwords }) => passwords.change(changes[1]),
          ({ sessions }) => sessions.rotate(other.tokenHash, renewed),
          ({ sessions }) => sessions.create(late, onItsOwn),
          ({ sessions }) => sessions.update(other.id, { data: { round } }, noon),
        )

        expect([first.outcome, second.outcome].filter((outcome) => outcome === 'changed')).toHaveLength(1)
        const kept = first.outcome === 'changed' ? asking : other
        const left = (await nodes[1].sessions.list(userId)).map(({ id }) => id)
        expect(left.filter((id) => id !== late.id)).toEqual([kept.id])
      })
    })

    it('FC-5 leave no session that a deleted user had', async () => {
      await race(60, async (round, go) => {
        const session = await create()
        const { userId } = session
        const renewed = rotation()
        await nodes[0].users.create({ ...ada, id: userId, email: null, emailCanonical: null }, 'hash')

        const [ended] = await go(
          ({ users }) => users.delete(userId, ending('account_deleted')),
          ({ sessions }) => sessions.rotate(session.tokenHash, renewed),
          ({ sessions }) => sessions.update(session.id, { data: { round } }, noon),
          ({ users }) => users.update(userId, { name: 'Ada King' }),
        )

        expect(ended).toEqual([{ id: session.id, userId, reason: 'account_deleted' }])
        expect(await stateOf(renewed.tokenHash)).not.toBe('kept')
        expect(await nodes[1].users.findById(userId)).toBeNull()
      })
    })

    it('leave each user one session when two log in crosswise', async () => {
      await race(60, async (_, go) => {
        const [adas, bobs] = [await create(), await create()]
        const login = (userId: string, before: SessionRecord) => (node: Store) =>
          node.sessions.create(sessionRecord({ userId }), {
            ...inPlaceOf(before.tokenHash),
            limit: { most: 1, ending: ending('session_limit') },
          })
        const logout = ({ sessions }: Store) =>
          sessions.end({ tokenHashes: [bobs.tokenHash, adas.tokenHash] }, ending('logged_out'))

        await go(login(adas.userId, bobs), login(bobs.userId, adas), logout, login(adas.userId, bobs))

        expect(await nodes[0].sessions.list(adas.userId)).toHaveLength(1)
        expect(await nodes[0].sessions.list(bobs.userId)).toHaveLength(1)
      })
    })

    it('leave five of twenty sessions that begin at once', async () => {
      const userId = `usr_${tokenHash()}`

      const outcomes = await atOnce(20, (node, index) =>
        node.sessions.create(sessionRecord({ userId, createdAt: noon + index }), atMost(5, ending('session_limit'))),
      )

      expect(outcomes.flatMap((outcome) => outcome.ended)).toHaveLength(15)
      expect(await nodes[0].sessions.list(userId)).toHaveLength(5)
    })

    it('let one of twenty rotations of a token win', async () => {
      const { tokenHash } = await create()

      const outcomes = await atOnce(20, (node) => node.sessions.rotate(tokenHash, rotation()))

      expect(outcomes.filter(Boolean)).toHaveLength(1)
    })

    it('FC-16 count tries together, whatever order their buckets are named in', async () => {
      const limit = { most: 7, refillMs: 1000 }
      const buckets = ['b', 'a', 'c'].map((key) => ({ key, limit }))

      const verdicts = await atOnce(40, (node, index) =>
        node.rateLimits.take(index % 3 === 0 ? buckets : buckets.toReversed(), noon),
      )

      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7)
      expect(verdicts.filter(({ allowed }) => !allowed)).toContainEqual({ allowed: false, retryAfterMs: 1000 })
    })

    it('take, give back and clear tries at once', async () => {
      const limit = { most: 1000, refillMs: 1 }
      const buckets = ['x', 'y', 'z'].map((key) => ({ key, limit }))

      await atOnce(40, async ({ rateLimits }, index) => {
        const some = index % 2 === 0 ? buckets : buckets.toReversed()
        if (index % 4 === 1) await rateLimits.giveBack(some, noon)
        else if (index % 4 === 2) await rateLimits.clear(some.map(({ key }) => key))
        else if (index % 8 === 7) await rateLimits.removeFull(noon + 1, 2)
        else await rateLimits.take(some, noon)
      })

      expect(await nodes[0].rateLimits.take(buckets, noon)).toEqual({ allowed: true })
    })

    it('clear up together, each row once', async () => {
      for (let count = 0; count < 20; count += 1) await create({ idleExpiresAt: noon - 1000 })

      const removed = await atOnce(8, (node) => node.sessions.removeExpired(noon - 1000, 0, 5))
      const rest = await nodes[0].sessions.removeExpired(noon - 1000, 0, 100)

      expect(removed.reduce((sum, count) => sum + count, rest)).toBe(20)
    })

    it('FC-46 keep one of ten users who register the same address at once', async () => {
      const outcomes = await atOnce(10, (node, index) => node.users.create({ ...ada, id: `usr_${index}` }, 'hash'))

      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
    })
  })
}
