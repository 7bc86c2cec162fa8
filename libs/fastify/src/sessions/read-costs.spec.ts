import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { watchFile } from '../testing/file-watch.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'
import { createSessionToken } from './session-token.ts'

const times = 10_000

describe('ten thousand reads', () => {
  let test: TestApp

  beforeEach(async () => {
    test = await testApp({}, (app) => {
      app.get('/orders', { config: { auth: 'user' } }, () => 'orders')
    })
  })

  it('write nothing and set no cookie within a minute of activity', { timeout: 60_000 }, async () => {
    const browser = new Browser(test.app)
    await browser.register()
    const isWritten = watchFile(test.file)
    const urls = ['/auth/me', '/auth/status', '/orders', '/auth/status?include=profile']
    const answers = new Set<string>()

    for (let time = 0; time < times; time += 1) {
      const answer = await browser.get(urls[time % urls.length] ?? '')
      answers.add(`${String(answer.statusCode)} ${setCookies(answer).join()}`)
      // 10,000 of these are 50 seconds.
      test.pass(0.005)
    }
    await test.store.check()

    expect([...answers]).toEqual(['200 '])
    expect(isWritten()).toBe(false)
    test.pass(60)
    await browser.get('/orders')
    await test.store.check()
    expect(isWritten(), 'activity after a minute is seen by the one who watches').toBe(true)
  })

  it('FC-8 write nothing and set no cookie, whatever tokens strangers make up', { timeout: 60_000 }, async () => {
    const call = curl(test.app)
    const isWritten = watchFile(test.file)
    const urls = ['/auth/status', '/auth/me', '/orders', '/auth/sessions', '/auth/status?include=profile']
    const answers = new Set<string>()

    for (let time = 0; time < times; time += 1) {
      const url = urls[time % urls.length] ?? ''
      const headers = strangeHeaders[time % strangeHeaders.length]?.() ?? {}
      const answer = await call('GET', url, undefined, headers)
      answers.add(`${url.split('?', 1).join()} ${String(answer.statusCode)} ${setCookies(answer).join()}`)
    }
    await test.store.check()

    expect([...answers].toSorted()).toEqual([
      '/auth/me 401 ',
      '/auth/sessions 401 ',
      '/auth/status 200 ',
      '/orders 401 ',
    ])
    expect(isWritten()).toBe(false)
    expect([test.rows('coatcheck_sessions'), test.rows('coatcheck_ended_sessions')]).toEqual([0, 0])
  })
})

describe('a logout with a forged token', () => {
  it('FC-6 FC-8 writes nothing', async () => {
    const { app, file, store } = await testApp()
    const call = curl(app)
    const isWritten = watchFile(file)

    for (let time = 0; time < 1000; time += 1) {
      const headers = strangeHeaders[time % strangeHeaders.length]?.() ?? {}
      expect((await call('POST', '/auth/logout', {}, headers)).statusCode).toBe(204)
    }
    await store.check()

    expect(isWritten()).toBe(false)
  })
})

/** What somebody may send who has no session; 7 of them, so that each meets each of the URLs. */
const strangeHeaders: (() => Record<string, string>)[] = [
  () => ({}),
  () => ({ cookie: `__Host-sid=${createSessionToken()}` }),
  () => ({ cookie: `__Host-sid=${randomBytes(100).toString('hex')}` }),
  () => ({ cookie: `__Host-sid=; __Host-sid=${createSessionToken()}; __Host-sid=${createSessionToken()}` }),
  () => ({ cookie: `sid=${createSessionToken()}; __host-sid=${createSessionToken()}` }),
  () => ({ cookie: `;;=;__Host-sid;__Host-sid="${createSessionToken()}";${'a=b;'.repeat(50)}` }),
  () => ({ cookie: 'x'.repeat(4000), authorization: `Bearer ${createSessionToken()}` }),
]
