import { hash } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { hashing, holdHashing } from '../testing/counted-argon2.ts'
import { ada, noon, publicUrl, testApp } from '../testing/test-app.ts'

vi.mock('@node-rs/argon2', async (importOriginal) => {
  const { countArgon2 } = await import('../testing/counted-argon2.ts')
  return countArgon2(await importOriginal())
})

const logins = 400
const concurrency = 2
const maxWaiting = 64
const admitted = concurrency + maxWaiting

const password = 'a-coat-for-everybody'
const emailOf = (index: number) => `user-${String(index)}@example.org`

/** An app in which as many people have an account as are going to log in. */
async function crowded() {
  const test = await testApp({ passwords: { concurrency, maxWaiting }, deadlineMs: 30_000 })
  const passwordHash = await hash(password)
  const database = new DatabaseSync(test.file)
  const addUser = database.prepare(
    `insert into coatcheck_users values (?, 'Guest', ?, ?, 0, '["user"]', 'en', ?, 1, null)`,
  )
  const addPassword = database.prepare('insert into coatcheck_passwords values (?, ?, ?)')
  database.exec('begin')
  for (let index = 0; index < logins; index += 1) {
    addUser.run(`usr_${String(index)}`, emailOf(index), emailOf(index), noon)
    addPassword.run(`usr_${String(index)}`, passwordHash, noon)
  }
  database.exec('commit')
  database.close()
  const browser = new Browser(test.app)
  await browser.register(ada)
  return { ...test, browser }
}

/** One login to an account and from an address that no other login of the flood shares. */
function logIn(app: FastifyInstance, index: number, typed = password) {
  return app.inject({
    method: 'POST',
    url: '/auth/login',
    remoteAddress: `10.7.${String(index >> 8)}.${String(index & 255)}`,
    headers: { host: new URL(publicUrl).host },
    payload: { email: emailOf(index), password: typed },
  })
}

type Answer = Awaited<ReturnType<typeof logIn>>

/** 400 logins, every other one with a wrong password, while hashing is held. */
function flood(app: FastifyInstance) {
  const release = holdHashing()
  onTestFinished(release)
  const answered: Answer[] = []
  const all = Array.from({ length: logins }, async (_, index) => {
    answered.push(await logIn(app, index, index % 2 === 0 ? password : 'wrong password'))
  })
  return { release, answered, all: Promise.all(all) }
}

/** Resolves once all are answered who found no place. Nobody else can be while hashing is held. */
async function refused(answered: Answer[]): Promise<void> {
  await expect.poll(() => answered.length, { timeout: 20_000 }).toBe(logins - admitted)
}

describe('400 logins at once', { timeout: 30_000 }, () => {
  beforeEach(() => {
    hashing.most = 0
  })

  it('FI-15 FC-41 are refused at once, but for those that are hashed and those that may wait', async () => {
    const { app } = await crowded()
    const { answered, release, all } = flood(app)

    await refused(answered)
    await expect.poll(() => hashing.running, { timeout: 20_000 }).toBe(concurrency)

    const facts = answered.map((answer) => {
      return [answer.statusCode, answer.json().code, answer.headers['retry-after'], setCookies(answer)]
    })
    expect(new Set(facts.map((fact) => JSON.stringify(fact)))).toEqual(new Set(['[503,"overloaded","2",[]]']))
    release()
    await all
  })

  it('FI-15 are answered by what was typed, for each that found a place', async () => {
    const { app } = await crowded()
    const { answered, release, all } = flood(app)
    await refused(answered)

    release()
    await all

    const count = (status: number) => answered.filter(({ statusCode }) => statusCode === status).length
    expect([count(200), count(401), count(503)]).toEqual([admitted / 2, admitted / 2, logins - admitted])
  })

  it('FI-15 never hash more than so many passwords at the same time', async () => {
    const { app } = await crowded()
    hashing.most = 0
    const { release, all } = flood(app)

    release()
    await all

    expect(hashing.most).toBe(concurrency)
  })

  it('FI-15 keep nobody waiting who is logged in', async () => {
    const { app, browser } = await crowded()
    const { answered, release, all } = flood(app)

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    await refused(answered)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)

    expect(hashing.running).toBe(concurrency)
    release()
    await all
  })

  it('FI-15 count no try and write nothing for whoever is refused', async () => {
    const { app, file } = await crowded()
    const { answered, release, all } = flood(app)
    await refused(answered)
    await expect.poll(() => hashing.running, { timeout: 20_000 }).toBe(concurrency)

    const database = new DatabaseSync(file, { readOnly: true })
    const row = database.prepare(`select count(*) as tries from coatcheck_rate_limits where key like 'login-%'`).get()
    database.close()

    expect(Number(row?.['tries'])).toBeLessThanOrEqual(3 * admitted)
    release()
    await all
  })

  it('FI-15 L6 leave everything as it was before', async () => {
    const { app } = await crowded()
    const { release, all } = flood(app)
    release()
    await all

    const again = await Promise.all(Array.from({ length: admitted }, (_, index) => logIn(app, logins - 1 - index)))

    expect(new Set(again.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  })
})
