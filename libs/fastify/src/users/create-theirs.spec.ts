import { describe, expect, it } from 'vitest'
import type { Users } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { arrive, leave, logInThrough, problemOf, providerApp } from '../testing/provider-app.ts'
import { type Customer, customers } from '../testing/customers.ts'

const person = { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' }

async function shop(theirs: Users<Customer> = customers()) {
  return { theirs, ...(await providerApp({ users: theirs as never })) }
}

describe('users of the host who come through a provider', () => {
  it('are in the table of the host, and log in there the next time', async () => {
    const table = customers()
    const test = await shop(table)

    await logInThrough(test, person)
    const phone = new Browser(test.app)
    await logInThrough({ ...test, browser: phone }, { sub: 'ada' })

    expect(await table.findByEmail('ada@example.org')).toMatchObject({ number: 1, full_name: 'Ada Lovelace' })
    expect((await phone.get('/auth/me')).json()).toMatchObject({ id: '1', department: 'Coats' })
    expect(table.count()).toBe(1)
  })

  it('may have no address, and none is asked for unless the host says so', async () => {
    const [silent, asking] = [
      await shop(),
      await providerApp({ users: customers() as never, requiredProfile: ['email'] }),
    ]
    await logInThrough(silent, { sub: 'grace', name: 'Grace' })
    await logInThrough(asking, { sub: 'grace', name: 'Grace' })

    expect((await silent.browser.get('/auth/status')).json()).not.toHaveProperty('profileIncomplete')
    expect((await asking.browser.get('/auth/status')).json()).toMatchObject({ profileIncomplete: ['email'] })
  })

  it('FC-27 are not taken for whoever has the address', async () => {
    const test = await shop()
    await new Browser(test.app).register()

    expect(problemOf(await logInThrough(test, person))).toBe('email_taken')
  })

  it('are refused where the host wants an address, or lets nobody register', async () => {
    const create = async () => 'email_required' as const
    const { create: _, ...closed } = customers()

    expect(problemOf(await logInThrough(await shop({ ...customers(), create }), person))).toBe('email_required')
    expect(problemOf(await logInThrough(await shop(closed), person))).toBe('registration_closed')
  })

  it('FC-46 are one user, however many first logins there are at once', async () => {
    const table = customers()
    const test = await shop(table)
    const browsers = Array.from({ length: 5 }, () => new Browser(test.app))
    const callbacks = await Promise.all(
      browsers.map(async (browser) => test.rogue.authorize(await leave(browser), { sub: 'grace' })),
    )

    const answers = await Promise.all(browsers.map((browser, index) => arrive(browser, callbacks[index] as URL)))

    expect(answers.map(problemOf)).toEqual([null, null, null, null, null])
    expect(table.count()).toBe(1)
  })

  it('L4 are removed again when the identity cannot be kept', async () => {
    const table = customers()
    const test = await shop(table)
    const { link } = test.store.identities
    test.store.identities.link = () => Promise.reject(new Error('disk on fire'))

    expect(problemOf(await logInThrough(test, person))).toBe('unavailable')
    expect(table.count()).toBe(0)

    test.store.identities.link = link
    expect(problemOf(await logInThrough(test, person))).toBeNull()
  })

  it('L4 are removed again when nobody knows what is left of whoever had their number before', async () => {
    const table = customers()
    const test = await shop(table)
    const { remove } = test.store.passwords
    test.store.passwords.remove = () => Promise.reject(new Error('disk on fire'))

    expect(problemOf(await logInThrough(test, person))).toBe('unavailable')
    expect((await new Browser(test.app).register()).statusCode).toBe(503)
    expect(table.count()).toBe(0)

    test.store.passwords.remove = remove
    expect(problemOf(await logInThrough(test, person))).toBeNull()
  })

  it('L4 are not kept out for good when the identity was kept and the store could not say so', async () => {
    const test = await shop()
    const { identities } = test.store
    const link = identities.link.bind(identities)
    identities.link = async (...values) => {
      await link(...values)
      throw new Error('connection lost')
    }

    expect(problemOf(await logInThrough(test, person))).toBe('unavailable')
    expect(test.rows('coatcheck_identities')).toBe(0)

    identities.link = link
    expect(problemOf(await logInThrough(test, person))).toBeNull()
  })

  it('L4 are named to the host when something of them may be left', async () => {
    const table = customers()
    const test = await shop(table)
    test.store.identities.link = () => {
      test.store.identities.forgetUser = () => Promise.reject(new Error('connection lost'))
      return Promise.reject(new Error('connection lost'))
    }

    expect(problemOf(await logInThrough(test, person))).toBe('unavailable')

    expect(table.count()).toBe(0)
    expect(test.logged.join()).toMatch(/"userId":"1".*coatcheck\.userDeleted\(\)/)
  })

  it('FC-5 have no identity left once they are deleted, here or by the host', async () => {
    const table = customers()
    const test = await shop(table)
    await logInThrough(test, person)

    await table.delete?.('1')
    await test.app.coatcheck.userDeleted('1')

    expect(test.rows('coatcheck_identities')).toBe(0)
    expect(problemOf(await logInThrough(test, person))).toBeNull()
  })
})
