import { plantRow, poisonRows } from '@coatcheck/stores/testing'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { noon, testApp, tokenFor } from '../testing/test-app.ts'
import { removeExpired } from '../removal/remove-expired.ts'
import { hashSessionToken } from './session-token.ts'

/** Ada with one sound session, and one for each kind of poison that another process wrote into the file. */
async function poisoned() {
  const test = await testApp({ sessionLimit: { most: poisonRows.length + 1 } })
  const ada = new Browser(test.app)
  const { userId } = (await ada.register()).json()
  const tokens: string[] = []
  while (tokens.length < poisonRows.length) tokens.push(await tokenFor(test.app, userId))
  const database = new DatabaseSync(test.file)
  database.exec('begin')
  for (const [index, row] of poisonRows.entries()) plantRow(database, hashSessionToken(tokens[index] ?? ''), row)
  database.exec('commit')
  database.close()

  const call = curl(test.app)
  /** What each kind of poison is answered, by kind. */
  async function ask<T>(
    method: 'GET' | 'POST',
    url: string,
    toFact: (answer: Answer) => T,
  ): Promise<Record<string, T>> {
    const facts: [string, T][] = []
    for (const [index, { kind }] of poisonRows.entries()) {
      const body = method === 'GET' ? undefined : {}
      const answer = await call(method, url, body, { cookie: `__Host-sid=${tokens[index] ?? ''}` })
      facts.push([kind, toFact(answer)])
    }
    return Object.fromEntries(facts)
  }
  return { ...test, ada, ask }
}

type Answer = Awaited<ReturnType<ReturnType<typeof curl>>>

/** The same fact of every kind of poison. */
const eachIs = <T>(fact: T) => Object.fromEntries(poisonRows.map(({ kind }) => [kind, fact]))

describe('a session whose row was poisoned', () => {
  it('comes in at least 30 kinds', () => {
    expect(Object.keys(eachIs(true)).length).toBeGreaterThanOrEqual(30)
  })

  it('FC-9 L1 logs nobody in', async () => {
    const { ask } = await poisoned()

    const answers = await ask('GET', '/auth/me', (answer) => [
      answer.statusCode,
      answer.json().code,
      setCookies(answer),
    ])

    expect(answers).toEqual(eachIs([401, 'unauthenticated', []]))
  })

  it('FC-9 L2 is known to log nobody in', async () => {
    const { ask } = await poisoned()

    const answers = await ask('GET', '/auth/status?include=profile', (answer) => {
      const { authenticated, reason } = answer.json()
      return [answer.statusCode, authenticated, reason, setCookies(answer)]
    })

    expect(answers).toEqual(eachIs([200, false, null, []]))
  })

  it('FC-9 is told of in the log, in a line that repeats nothing of it', async () => {
    const { ask, logged } = await poisoned()

    await ask('GET', '/auth/me', () => null)

    const lines = logged.filter((line) => line.includes('A session cannot be read'))
    expect(lines).toHaveLength(poisonRows.length)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(500)
  })

  it('FC-9 L7 hides no other session of its user', async () => {
    const { ada, ask } = await poisoned()
    await ask('GET', '/auth/status', () => null)

    const answer = await ada.get('/auth/sessions')

    expect(answer.statusCode).toBe(200)
    expect(answer.json().sessions).toMatchObject([{ current: true }])
  })

  it('FC-9 L3 is ended by a logout like any other', async () => {
    const { ada, ask, rows } = await poisoned()

    const answers = await ask('POST', '/auth/logout', ({ statusCode }) => statusCode)

    expect(answers).toEqual(eachIs(204))
    expect(rows('coatcheck_sessions')).toBe(1)
    expect((await ada.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-9 is removed when its time is over', async () => {
    const { store, rows } = await poisoned()

    await removeExpired(store, () => noon + 13 * 3_600_000)

    expect(rows('coatcheck_sessions')).toBe(0)
  })
})
