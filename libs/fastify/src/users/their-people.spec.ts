import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { customers } from '../testing/customers.ts'
import { ada, testApp } from '../testing/test-app.ts'

/** Ada among the host's customers, logged in and stepped up. A verb that is undefined is absent. */
async function customer(verbs: Partial<Record<'update' | 'delete', unknown>> = {}, theirs = customers()) {
  const users = Object.fromEntries(Object.entries({ ...theirs, ...verbs }).filter(([, verb]) => verb !== undefined))
  const test = await testApp({ users: users as never })
  const browser = new Browser(test.app)
  await browser.register()
  await browser.stepUp()
  return { ...test, theirs, browser }
}

describe('users of the host', () => {
  it('change their profile in the table of the host', async () => {
    const { browser, theirs } = await customer()

    const answer = await browser.send('PATCH', '/auth/me', { name: 'Ada King' })

    expect(answer.json()).toMatchObject({ name: 'Ada King', department: 'Coats' })
    expect(await theirs.findByEmail(ada.email)).toMatchObject({ full_name: 'Ada King' })
  })

  it('L3 FC-5 ASVS 7.4.2 delete their account there, and password and sessions here', async () => {
    const { app, browser, store, theirs, rows } = await customer()
    const phone = new Browser(app)
    await phone.logIn()

    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(204)

    expect([theirs.count(), rows('coatcheck_sessions'), await store.passwords.find('1')]).toEqual([0, 0, null])
    expect((await phone.get('/auth/me')).json()).toMatchObject({ reason: 'account_deleted' })
  })

  it('L4 keep everything when the host cannot delete them', async () => {
    const { browser, theirs } = await customer({ delete: () => Promise.reject(new Error('connection reset')) })

    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(503)

    expect(theirs.count()).toBe(1)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect((await browser.logIn()).statusCode).toBe(200)
  })

  it('L1 are not logged in any more once the host has deleted them, whatever else failed', async () => {
    const { browser, store } = await customer()
    store.sessions.end = () => Promise.reject(new Error('disk on fire'))

    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(503)

    expect((await browser.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'account_deleted' })
  })

  it('L3 leave nothing behind when the host deletes them after its 503', async () => {
    const theirs = customers()
    const gate = Promise.withResolvers<undefined>()
    const slow = async (id: string) => {
      await gate.promise
      await theirs.delete?.(id)
    }
    const { browser, store, rows } = await customer({ delete: slow }, theirs)
    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(503)
    expect(await store.passwords.find('1')).not.toBeNull()

    gate.resolve(undefined)

    await expect.poll(() => rows('coatcheck_sessions')).toBe(0)
    expect(await store.passwords.find('1')).toBeNull()
  })

  it('L1 open nothing of whoever gets their number after them', async () => {
    const { app, browser, theirs } = await customer()
    const phone = new Browser(app)
    await phone.logIn()
    await theirs.delete?.('1')

    const newcomer = new Browser(app)
    await newcomer.register({ name: 'Mallory', email: 'mallory@example.org', password: 'my-hat-is-on-the-rack' })

    expect((await newcomer.get('/auth/me')).json()).toMatchObject({ id: '1', name: 'Mallory' })
    expect((await phone.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'account_deleted' })
    expect((await browser.get('/auth/me')).statusCode).toBe(401)
  })

  it('L3 are forgotten when the host says that it has deleted them', async () => {
    const { app, browser, store, rows } = await customer()

    await app.coatcheck.userDeleted('1')

    expect((await browser.get('/auth/me')).json()).toMatchObject({ reason: 'account_deleted' })
    expect([rows('coatcheck_sessions'), await store.passwords.find('1')]).toEqual([0, null])
  })

  it.each([
    ['update', 'PATCH'],
    ['delete', 'DELETE'],
  ] as const)('without the verb %s have no %s /auth/me', async (verb, method) => {
    const { browser } = await customer({ [verb]: undefined })

    const answer = await browser.send(method, '/auth/me', method === 'PATCH' ? { name: 'Ada King' } : undefined)

    expect(answer.json()).toMatchObject({ code: 'method_not_allowed' })
  })
})
