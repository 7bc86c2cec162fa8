import { redis } from '@coatcheck/stores/redis'
import { sqlite } from '@coatcheck/stores/sqlite'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askRedis } from '../../../../tools/servers/redis-address.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import { Browser, setCookies } from '../testing/browser.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-logout-'))
const clearing = ['__Host-sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax']

describe('POST /auth/logout over a Redis', { timeout: 30_000 }, () => {
  let server: RedisServer
  let file: string
  let test: TestApp
  let browser: Browser
  let stolen: Browser

  beforeEach(async () => {
    server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
    file = join(folder, `${randomUUID()}.db`)
    const store = await redis(server.url, { over: await sqlite(file, { deadlineMs: 1000 }), deadlineMs: 1000 })
    test = await testApp({ store, deadlineMs: 1500 })
    browser = new Browser(test.app)
    await browser.register()
    stolen = browser.copy()
    return () => store.close()
  })
  afterEach(() => server.remove())

  async function expectLoggedOut() {
    await vi.waitFor(async () => expect((await stolen.get('/auth/status')).statusCode).toBe(200), { timeout: 10_000 })
    expect((await stolen.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'logged_out' })
  }

  it.each([
    ['is down', () => server.kill(), () => server.start()],
    ['hangs', async () => server.pause(), async () => server.resume()],
    [
      'takes no writes',
      () => askRedis(server, 'CONFIG SET maxmemory 1'),
      () => askRedis(server, 'CONFIG SET maxmemory 0'),
    ],
  ])('L3 FI-2 FI-3 FI-4 logs out while it %s, and that holds when it is back', async (_trouble, begin, end) => {
    await begin()

    const answer = await browser.post('/auth/logout')

    expect([answer.statusCode, setCookies(answer)]).toEqual([204, clearing])
    await end()
    await expectLoggedOut()
  })

  it('L3 FI-4 holds for a session that it had lost, when a backup brings that back', async () => {
    const { session } = (await browser.get('/auth/status')).json()
    await askRedis(server, `RENAME coatcheck:session:${session.id} lost`)

    expect((await browser.post('/auth/logout')).statusCode).toBe(204)

    await askRedis(server, `RENAME lost coatcheck:session:${session.id}`)
    await expectLoggedOut()
  })

  it('L3 is not answered 204 when SQL could not record it', async () => {
    const other = new DatabaseSync(file)
    other.exec('begin immediate')

    const refused = await browser.post('/auth/logout')

    other.exec('rollback')
    other.close()
    expect([refused.statusCode, setCookies(refused)]).toEqual([503, []])
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })
})
