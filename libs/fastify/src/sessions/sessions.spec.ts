import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Browser, curl } from '../testing/browser.ts'
import { noon, testApp } from '../testing/test-app.ts'
import { createClock } from './clock.ts'

const minute = 60

/** An app with a route that counts as activity. */
async function visited() {
  const test = await testApp({}, (app) => {
    app.get('/orders', { config: { auth: 'user' } }, () => 'orders')
  })
  const browser = new Browser(test.app)
  await browser.register()
  return { ...test, browser }
}

describe('activity', () => {
  it('moves the idle expiry on', async () => {
    const { browser, pass, store } = await visited()
    pass(20 * minute)
    await browser.get('/orders')
    await store.check()
    pass(20 * minute)

    expect((await browser.get('/orders')).statusCode).toBe(200)
  })

  it('is not a request that says it runs in the background', async () => {
    const { browser, pass, store } = await visited()
    pass(20 * minute)
    await browser.get('/orders', { 'x-auth-background': '1' })
    await store.check()
    pass(10 * minute)

    expect((await browser.get('/orders')).statusCode).toBe(401)
  })

  it('is written once a minute at the most', async () => {
    const { browser, pass, store } = await visited()
    const { update } = store.sessions
    const written: number[] = []
    store.sessions.update = (...change) => {
      written.push(change[2])
      return update.apply(store.sessions, change)
    }

    for (let second = 0; second < 121; second += 1) {
      await browser.get('/orders')
      await store.check()
      pass(1)
    }

    expect(written).toHaveLength(2)
  })

  it('L2 does not stop a request when it cannot be written', async () => {
    const { browser, pass, store, logged } = await visited()
    store.sessions.update = () => Promise.reject(new Error('disk on fire'))
    pass(5 * minute)

    expect((await browser.get('/orders')).statusCode).toBe(200)
    await store.check()
    expect(logged.join()).toContain('could not be written')
  })
})

describe('a session at rest', () => {
  it('ASVS 7.2.2 is kept under the hash of its token, never under the token', async () => {
    const { browser, file } = await visited()
    const token = browser.cookies.get('__Host-sid') ?? ''

    const database = new DatabaseSync(file, { readOnly: true })
    const dump = JSON.stringify(database.prepare('select * from coatcheck_sessions').all())
    database.close()

    expect(token).toHaveLength(43)
    expect(dump).not.toContain(token)
  })

  it('L1 L7 FC-9 opens nothing once its row cannot be read, and says so in the log', async () => {
    const { browser, file, logged, app } = await visited()
    const database = new DatabaseSync(file)
    database.exec(`update coatcheck_sessions set data = '{"__proto__":{"admin":true}}'`)
    database.close()

    expect((await browser.get('/auth/me')).statusCode).toBe(401)
    expect(logged.join()).toContain('cannot be read')
    expect((await curl(app)('GET', '/auth/status')).statusCode).toBe(200)
  })
})

describe('a clock set back', () => {
  it('FI-10 does not bring an expired session back', async () => {
    let systemTime = noon
    const { app } = await testApp({ clock: createClock(() => systemTime) })
    const browser = new Browser(app)
    await browser.register()
    systemTime += 31 * minute * 1000
    expect((await browser.get('/auth/me')).statusCode).toBe(401)

    systemTime = noon

    expect((await browser.get('/auth/me')).statusCode).toBe(401)
  })
})
