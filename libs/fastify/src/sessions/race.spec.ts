import type { Store } from '@coatcheck/stores'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { coatcheck } from '../index.ts'
import { Browser, setCookies } from '../testing/browser.ts'
import { bystanders, createDice, type Dice, race, slowDown, slowRoutes } from '../testing/race.ts'
import { type Engine, engines } from '../testing/engines.ts'
import { ada, noon, publicUrl } from '../testing/test-app.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How many rounds for each engine but SQLite; 200 with `npm run race`, which takes minutes. */
    raceRounds: number
  }
}

/** Two nodes of one app, in which everything takes its time, with Ada registered. */
interface Nodes {
  app: FastifyInstance
  otherApp: FastifyInstance
  store: Store
  /** Moves the clock of both, by seconds. */
  pass: (seconds: number) => void
}

async function slowNodes({ open }: Engine, roll: Dice): Promise<Nodes> {
  let now = noon
  const stores = await open()
  const apps = await Promise.all(
    stores.map(async (store) => {
      const app = Fastify()
      onTestFinished(async () => {
        await app.close()
        await store.close()
      })
      const options = { publicUrl, store, clock: () => now, deadlineMs: 30_000, sessionLimit: { most: 10_000 } }
      await app.register(coatcheck, { ...options, limits: false })
      await app.register((host) => slowRoutes(host, roll))
      app.post('/end-all', { config: { auth: 'user' } }, async (request) => {
        return app.coatcheck.endSessions(request.auth.requireUser().id, 'revoked_by_admin')
      })
      await app.ready()
      return app
    }),
  )
  const [app, otherApp] = apps as [FastifyInstance, FastifyInstance]
  await new Browser(app).register()
  for (const store of stores) slowDown(store, roll)
  return {
    app,
    otherApp,
    store: stores[0],
    pass: (seconds) => {
      now += seconds * 1000
    },
  }
}

/** A browser in which Ada is logged in and has stepped up, and the public id of that session. */
async function loggedIn({ app, store }: Nodes): Promise<{ browser: Browser; id: string }> {
  const { sessions } = app.coatcheck
  const user = await store.users.findByEmail(ada.email)
  const device = { ip: null, userAgent: null }
  const begun = await sessions.begin(user?.id ?? '', { methods: [], persistent: false, device, replaces: [] })
  const open = begun === null ? null : await sessions.rotate(begun.session, { reauthenticated: true })
  const browser = new Browser(app)
  browser.cookies.set('__Host-sid', open?.token ?? '')
  return { browser, id: open?.session.id ?? '' }
}

/** The data of what is left of a session. */
async function dataOf(id: string, { store }: Nodes): Promise<Record<string, unknown>[]> {
  const user = await store.users.findByEmail(ada.email)
  const kept = await store.sessions.list(user?.id ?? '')
  return kept.filter((session) => session.id === id).map(({ data }) => data)
}

interface Round {
  test: Nodes
  victim: Browser
  other: Browser
  id: string
}

const change = (browser: Browser) =>
  browser.post('/auth/password/change', { currentPassword: ada.password, newPassword: 'a-new-coat-every-day' })

/** Passwords are changed for real, and back again by hand: the next round needs the old one. */
async function changePassword(browser: Browser, { store }: Nodes): Promise<LightMyRequestResponse> {
  const user = await store.users.findByEmail(ada.email)
  const hash = (await store.passwords.find(user?.id ?? '')) ?? ''
  const answer = await change(browser)
  await store.passwords.set(user?.id ?? '', hash, 0)
  return answer
}

const ends: [string, (round: Round) => Promise<LightMyRequestResponse | null>][] = [
  ['logout', ({ victim }) => victim.post('/auth/logout')],
  ['revocation', ({ other, id }) => other.send('DELETE', `/auth/sessions/${id}`)],
  ['revocation of all others', ({ other }) => other.send('DELETE', '/auth/sessions')],
  ['password change on another device', ({ other, test }) => changePassword(other, test)],
  ['an admin who ends all sessions of the user', ({ other }) => other.post('/end-all')],
  [
    'expiry',
    ({ test }) =>
      Promise.resolve(null).finally(() => {
        test.pass(31 * 60)
      }),
  ],
]

const rotations: [string, (round: Round) => Promise<LightMyRequestResponse>][] = [
  ['step-up', ({ victim }) => victim.post('/auth/session/reauthenticate', { password: ada.password })],
  ['password change', ({ victim, test }) => changePassword(victim, test)],
]

/** One round: slow requests with the old token around the happening; then the old token must be dead. */
async function overlap(test: Nodes, roll: Dice, happen: (round: Round) => Promise<LightMyRequestResponse | null>) {
  const [{ browser: victim, id }, { browser }] = [await loggedIn(test), await loggedIn(test)]
  const other = browser.copy(roll(2) === 0 ? test.app : test.otherApp)
  const replayed = victim.copy()
  const happening = async () => happen({ test, victim, other, id })
  const elsewhere = replayed.copy(test.otherApp)
  const all = [...bystanders(replayed), ...bystanders(elsewhere)]
  const { first: outcome, others } = await race(happening, all, roll)

  if (outcome !== null) expect(outcome.statusCode, outcome.body).toBeLessThan(300)
  for (const answer of others) {
    expect([200, 401], answer.body).toContain(answer.statusCode)
    expect(setCookies(answer)).toEqual([])
  }
  for (const node of [replayed, elsewhere]) {
    expect((await node.get('/auth/me')).statusCode).toBe(401)
    expect((await node.get('/auth/status')).json()).toMatchObject({ authenticated: false })
  }
  return { victim, id, ended: outcome !== null, others }
}

/** For what hangs, not for what is slow. */
const timeoutMs = 300_000

const roundsOf = ({ name }: Engine) => (name === 'SQLite' ? 200 : inject('raceRounds'))

describe.each(engines)('$name: slow reads, writes and extensions', (engine) => {
  const rounds = roundsOf(engine)

  it.each(ends)(
    'L3 FC-3 never undo: %s',
    async (_name, happen) => {
      const roll = createDice()
      const test = await slowNodes(engine, roll)
      for (let round = 0; round < rounds; round += 1) {
        const { id, ended } = await overlap(test, roll, happen)
        if (ended) expect(await dataOf(id, test)).toEqual([])
      }
    },
    timeoutMs,
  )

  it.each(rotations)(
    'L3 L4 FC-2 never bring the old token back after: %s',
    async (_name, happen) => {
      const roll = createDice()
      const test = await slowNodes(engine, roll)
      for (let round = 0; round < rounds; round += 1) {
        const { victim, id, others } = await overlap(test, roll, happen)
        expect((await victim.get('/auth/me')).statusCode).toBe(200)
        const rows = await dataOf(id, test)
        expect(rows).toHaveLength(1)
        // What was acknowledged is there, also when the token changed while it was written.
        const written = others.filter(({ statusCode, body }) => statusCode === 200 && /^[abc]$/.test(body))
        expect(rows[0]).toMatchObject(Object.fromEntries(written.map(({ body }) => [body, true])))
      }
    },
    timeoutMs,
  )
})

describe.each(engines)('$name: two changes of one session at once', (engine) => {
  const rounds = roundsOf(engine)

  it(
    'L3 a logout with the old token ends a session that is just stepping up',
    async () => {
      const roll = createDice()
      const test = await slowNodes(engine, roll)
      for (let round = 0; round < rounds; round += 1) {
        const { browser, id } = await loggedIn(test)
        const sameTab = browser.copy(test.otherApp)
        const stepUp = () => browser.post('/auth/session/reauthenticate', { password: ada.password })

        const { others } = await race(stepUp, [() => sameTab.post('/auth/logout')], roll)

        expect(others[0]?.statusCode).toBe(204)
        expect((await browser.get('/auth/me')).statusCode).toBe(401)
        expect(await dataOf(id, test)).toEqual([])
      }
    },
    timeoutMs,
  )

  it(
    'L3 FC-5 a login with the old password leaves nothing behind once the password is changed',
    async () => {
      const roll = createDice()
      const test = await slowNodes(engine, roll)
      for (let round = 0; round < rounds / 4; round += 1) {
        const { browser } = await loggedIn(test)
        const late = new Browser(test.otherApp)

        const { first, others } = await race(() => change(browser), [() => late.logIn()], roll)

        expect(first.statusCode).toBe(204)
        expect([200, 401]).toContain(others[0]?.statusCode)
        expect((await late.get('/auth/me')).statusCode).toBe(401)
        expect((await browser.get('/auth/sessions')).json()).toMatchObject({ sessions: [{ current: true }] })
        await browser.post('/auth/password/change', {
          currentPassword: 'a-new-coat-every-day',
          newPassword: ada.password,
        })
      }
    },
    timeoutMs,
  )

  it(
    'L3 one of two step-ups wins, and the session has one token',
    async () => {
      const roll = createDice()
      const test = await slowNodes(engine, roll)
      for (let round = 0; round < rounds / 4; round += 1) {
        const { browser, id } = await loggedIn(test)
        const twin = browser.copy(test.otherApp)
        const stepUp = (one: Browser) => () => one.post('/auth/session/reauthenticate', { password: ada.password })

        const { first, others } = await race(stepUp(browser), [stepUp(twin)], roll)

        expect([first.statusCode, others[0]?.statusCode].toSorted()).toEqual([200, 401])
        expect(await dataOf(id, test)).toHaveLength(1)
      }
    },
    timeoutMs,
  )
})
