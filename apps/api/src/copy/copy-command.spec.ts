import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { startApi } from '../testing/api-process.ts'
import { Visitor } from '../testing/visitor.ts'

const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }
const login = { email: ada.email, password: ada.password }

/** Ada over an SQLite file: logged in on a laptop, logged out on a phone. The app is stopped; cookies remain. */
async function outgrown(environment: Record<string, string> = {}) {
  const from = `sqlite:${join(mkdtempSync(join(tmpdir(), 'coatcheck-outgrown-')), 'coatcheck.db')}`
  const api = startApi([], { DATABASE_URL: from, ...environment })
  const url = await api.opened
  const [laptop, phone] = [new Visitor(url), new Visitor(url)]
  await laptop.post('/auth/register', ada)
  await phone.post('/auth/login', login)
  const ended = phone.cookie
  await phone.post('/auth/logout')
  api.child.kill('SIGTERM')
  await api.ended
  const to = (await createDatabase(sharedPostgres())).url
  return { from, to, laptop: laptop.cookie, phone: ended }
}

/** Runs the command to its end. */
async function copy(arguments_: string[], environment: object = {}) {
  const { ended, output } = startApi(['copy', ...arguments_], environment)
  return { code: await ended, output: output().trim() }
}

describe('node main.js copy', { timeout: 60_000 }, () => {
  it('L4 takes everybody along, who log in with the password they have', async () => {
    const { from, to, laptop } = await outgrown()

    const { code, output } = await copy(['--from', from, '--to', to])

    expect([code, output]).toEqual([0, 'Copied: users 1, passwords 1, identities 0, pictures 0, known devices 2'])
    const url = await startApi([], { DATABASE_URL: to }).opened
    expect((await new Visitor(url, laptop).get('/auth/me')).status).toBe(401)
    expect((await new Visitor(url).post('/auth/login', { ...login, password: 'not-the-password' })).status).toBe(401)
    expect((await new Visitor(url).post('/auth/login', login)).status).toBe(200)
  })

  it('L3 L4 lets sessions go on when it is asked to, and one that was ended stays ended', async () => {
    const { from, to, laptop, phone } = await outgrown()

    const { code, output } = await copy(['--from', from, '--with-sessions'], { DATABASE_URL: to })

    expect([code, output]).toEqual([0, expect.stringMatching(/^Copied: .+\n +sessions 1, ended sessions 1$/)])
    const url = await startApi([], { DATABASE_URL: to }).opened
    expect((await new Visitor(url, laptop).get('/auth/me')).body).toMatchObject({ name: ada.name })
    const dead = await new Visitor(url, phone).get('/auth/me')
    expect([dead.status, dead.body]).toMatchObject([401, { reason: 'logged_out' }])

    const again = await copy(['--from', from, '--to', to])
    expect([again.code, again.output]).toEqual([1, expect.stringMatching(/^There are users already in .+$/)])
    expect((await new Visitor(url, laptop).get('/auth/me')).status).toBe(200)
  })

  it('L4 says that sessions go on with the Redis that they had, and they do', async () => {
    const REDIS_URL = await createRedisDatabase(sharedRedis())
    const { from, to, laptop } = await outgrown({ REDIS_URL })

    const { code, output } = await copy(['--from', from, '--to', to, '--with-sessions'])

    expect([code, output]).toEqual([0, expect.stringContaining('is in Redis: 1. Go on with the same REDIS_URL')])
    const url = await startApi([], { DATABASE_URL: to, REDIS_URL }).opened
    expect((await new Visitor(url, laptop).get('/auth/me')).body).toMatchObject({ name: ada.name })
  })

  it.each([
    [['--to', 'postgres://ada:canary@127.0.0.1/x'], /^--from must be an SQLite file/],
    [['--from', 'postgres://ada:canary@127.0.0.1/x'], /^--from must be an SQLite file/],
    [['--from', 'sqlite:./a.db', '--to', 'mysql://ada:canary@127.0.0.1/x'], /^--to, or else DATABASE_URL, must be/],
    [['--from', 'sqlite:./a.db', 'postgres://ada:canary@127.0.0.1/x'], /^An address comes after/],
  ])('ends with one sentence, its usage and exit code 1, and shows no password: %j', async (arguments_, sentence) => {
    const { code, output } = await copy(arguments_)

    expect(code).toBe(1)
    expect(output).toMatch(sentence)
    expect(output).toContain('Usage: node main.js copy')
    expect(output).not.toContain('canary')
  })
})
