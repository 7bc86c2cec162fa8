import { DatabaseSync } from 'node:sqlite'
import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { coatcheck } from '../index.ts'
import { Browser, setCookies } from '../testing/browser.ts'
import { bystanders, createDice, type Dice, race, slowDown, slowRoutes } from '../testing/race.ts'
import { ada, bareApp, type TestApp } from '../testing/test-app.ts'

const rounds = 200

/** An app in which everything takes its time, with Ada registered. */
async function slowApp(roll: Dice): Promise<TestApp> {
  const test = await bareApp()
  const options = { ...test.options, deadlineMs: 5000, sessionLimit: { most: 10_000 } }
  await test.app.register(coatcheck, options)
  await test.app.register((host) => slowRoutes(host, roll))
  test.app.post('/end-all', { config: { auth: 'user' } }, async (request) => {
    return test.app.coatcheck.endSessions(request.auth.requireUser().id, 'revoked_by_admin')
  })
  await test.app.ready()
  await new Browser(test.app).register()
  slowDown(test.store, roll)
  return test
}

/** A browser in which Ada is logged in and has stepped up, and the public id of that session. */
async function loggedIn({ app, store }: TestApp): Promise<{ browser: Browser; id: string }> {
  const { sessions } = app.coatcheck
  const user = await store.users.findByEmail(ada.email)
  const device = { ip: null, userAgent: null }
  const begun = await sessions.begin(user?.id ?? '', { methods: [], persistent: false, device, replaces: [] })
  const open = begun === null ? null : await sessions.rotate(begun.session, { reauthenticated: true })
  const browser = new Browser(app)
  browser.cookies.set('__Host-sid', open?.token ?? '')
  return { browser, id: open?.session.id ?? '' }
}

/** The data of the rows that a session has left, as another process would read them. */
function dataOf(id: string, file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare('select data from coatcheck_sessions where id = ?').all(id)
  database.close()
  return rows.map((row) => String(row['data']))
}

interface Round {
  test: TestApp
  victim: Browser
  other: Browser
  id: string
}

const change = (browser: Browser) =>
  browser.post('/auth/password/change', { currentPassword: ada.password, newPassword: 'a-new-coat-every-day' })

/** Passwords are changed for real, and back again by hand: the next round needs the old one. */
async function changePassword(browser: Browser, { store }: TestApp): Promise<LightMyRequestResponse> {
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
async function overlap(test: TestApp, roll: Dice, happen: (round: Round) => Promise<LightMyRequestResponse | null>) {
  const [{ browser: victim, id }, { browser: other }] = [await loggedIn(test), await loggedIn(test)]
  const replayed = victim.copy()
  const happening = async () => happen({ test, victim, other, id })
  const { first: outcome, others } = await race(happening, bystanders(replayed), roll)

  if (outcome !== null) expect(outcome.statusCode, outcome.body).toBeLessThan(300)
  for (const answer of others) {
    expect([200, 401], answer.body).toContain(answer.statusCode)
    expect(setCookies(answer)).toEqual([])
  }
  expect((await replayed.get('/auth/me')).statusCode).toBe(401)
  expect((await replayed.get('/auth/status')).json()).toMatchObject({ authenticated: false })
  return { victim, id, ended: outcome !== null, others }
}

describe('slow reads, writes and extensions', () => {
  it.each(ends)(
    'L3 FC-3 never undo: %s',
    async (_name, happen) => {
      const roll = createDice()
      const test = await slowApp(roll)
      for (let round = 0; round < rounds; round += 1) {
        const { id, ended } = await overlap(test, roll, happen)
        if (ended) expect(dataOf(id, test.file)).toEqual([])
      }
    },
    120_000,
  )

  it.each(rotations)(
    'L3 L4 FC-2 never bring the old token back after: %s',
    async (_name, happen) => {
      const roll = createDice()
      const test = await slowApp(roll)
      for (let round = 0; round < rounds; round += 1) {
        const { victim, id, others } = await overlap(test, roll, happen)
        expect((await victim.get('/auth/me')).statusCode).toBe(200)
        const rows = dataOf(id, test.file)
        expect(rows).toHaveLength(1)
        // What was acknowledged is there, also when the token changed while it was written.
        const written = others.filter(({ statusCode, body }) => statusCode === 200 && /^[abc]$/.test(body))
        expect(JSON.parse(rows[0] ?? '{}')).toMatchObject(Object.fromEntries(written.map(({ body }) => [body, true])))
      }
    },
    120_000,
  )
})

describe('two changes of one session at once', () => {
  it('L3 a logout with the old token ends a session that is just stepping up', async () => {
    const roll = createDice()
    const test = await slowApp(roll)
    for (let round = 0; round < rounds; round += 1) {
      const { browser, id } = await loggedIn(test)
      const sameTab = browser.copy()
      const stepUp = () => browser.post('/auth/session/reauthenticate', { password: ada.password })

      const { others } = await race(stepUp, [() => sameTab.post('/auth/logout')], roll)

      expect(others[0]?.statusCode).toBe(204)
      expect((await browser.get('/auth/me')).statusCode).toBe(401)
      expect(dataOf(id, test.file)).toEqual([])
    }
  }, 120_000)

  it('L3 FC-5 a login with the old password leaves nothing behind once the password is changed', async () => {
    const roll = createDice()
    const test = await slowApp(roll)
    for (let round = 0; round < 50; round += 1) {
      const { browser } = await loggedIn(test)
      const late = new Browser(test.app)

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
  }, 120_000)

  it('L3 one of two step-ups wins, and the session has one token', async () => {
    const roll = createDice()
    const test = await slowApp(roll)
    for (let round = 0; round < 50; round += 1) {
      const { browser, id } = await loggedIn(test)
      const twin = browser.copy()
      const stepUp = (one: Browser) => () => one.post('/auth/session/reauthenticate', { password: ada.password })

      const { first, others } = await race(stepUp(browser), [stepUp(twin)], roll)

      expect([first.statusCode, others[0]?.statusCode].toSorted()).toEqual([200, 401])
      expect(dataOf(id, test.file)).toHaveLength(1)
    }
  }, 120_000)
})
