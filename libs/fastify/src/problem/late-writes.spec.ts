import type { LightMyRequestResponse } from 'fastify'
import { sqlite } from '@coatcheck/stores/sqlite'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-late-'))

/** Ada, stepped up, over a store that would wait for a lock much longer than the plugin does. */
async function patientStore() {
  const file = join(folder, `${randomUUID()}.db`)
  const store = await sqlite(file, { deadlineMs: 60_000 })
  const test = await testApp({ store, deadlineMs: 200, sessionLimit: { most: 2 }, limits: false })
  onTestFinished(() => store.close())
  const browser = new Browser(test.app)
  await browser.register()
  await browser.stepUp()
  return { ...test, store, file, browser }
}

/** Sends a request while another process holds the lock, and lets go of it once it was answered. */
async function whileLocked(
  { file, store }: Awaited<ReturnType<typeof patientStore>>,
  send: () => Promise<LightMyRequestResponse>,
): Promise<LightMyRequestResponse> {
  const other = new DatabaseSync(file)
  other.exec('begin immediate')
  const answer = await send()
  other.exec('rollback')
  other.close()
  // It waits behind every write that was asked for before.
  await store.check()
  return answer
}

const requests: [string, (browser: Browser) => Promise<LightMyRequestResponse>][] = [
  ['a step-up', (browser) => browser.stepUp()],
  [
    'a password change',
    (browser) =>
      browser.post('/auth/password/change', {
        currentPassword: ada.password,
        newPassword: 'a-new-coat-every-day',
      }),
  ],
  ['a login in the same browser', (browser) => browser.logIn()],
  ['a deletion', (browser) => browser.send('DELETE', '/auth/me')],
  ['a logout', (browser) => browser.post('/auth/logout')],
  ['a new name', (browser) => browser.send('PATCH', '/auth/me', { name: 'Eve' })],
]

describe('a write that comes too late', () => {
  it.each(requests)('L2 L4 L5 does nothing after its 503: %s', async (_name, send) => {
    const scene = await patientStore()
    const { app, browser } = scene
    const before = (await browser.get('/auth/me')).json()

    const answer = await whileLocked(scene, () => send(browser))

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await browser.get('/auth/me')).json()).toEqual(before)
    expect((await new Browser(app).logIn()).statusCode).toBe(200)
  })

  it('L2 pushes no other device out by logins that were all answered 503', async () => {
    const scene = await patientStore()
    const phone = new Browser(scene.app)
    await phone.logIn()

    await whileLocked(scene, () => new Browser(scene.app).logIn())
    await whileLocked(scene, () => new Browser(scene.app).logIn())

    expect((await scene.browser.get('/auth/me')).statusCode).toBe(200)
    expect((await phone.get('/auth/me')).statusCode).toBe(200)
  })
})
