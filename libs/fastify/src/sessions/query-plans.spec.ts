import { describe, expect, it } from 'vitest'
import { removeExpired } from '../removal/remove-expired.ts'
import { Browser } from '../testing/browser.ts'
import { arrive, logInThrough, providerApp } from '../testing/provider-app.ts'
import { samplePicture } from '../testing/sample-pictures.ts'
import { noteStatements, planOf } from '../testing/query-plans.ts'
import { ada, noon, testApp } from '../testing/test-app.ts'

const newPassword = 'a-coat-of-another-colour'

/** Steps that take longer the more rows a table has. */
function slowSteps(file: string, statements: string[]): Record<string, string[]> {
  const plans = statements.map((sql) => [sql, planOf(file, sql).filter(isSlow)] as const)
  return Object.fromEntries(plans.filter(([, steps]) => steps.length > 0))
}

async function pictureOf(browser: Browser): Promise<string> {
  return (await browser.get('/auth/me')).json<{ picture: string }>().picture
}

/** What migrations ask at boot is not counted: that happens once. */
const isAskedOften = (sql: string) =>
  /^\s*(select|insert|update|delete)\s/.test(sql) && !/migration|sqlite_master/.test(sql)

const isSlow = (step: string) => /^SCAN (?!CONSTANT ROW|\(subquery)|\(issuer=\?\)/.test(step)

describe('what is asked of SQLite', () => {
  it('finds rows by an index, whatever people do', async () => {
    const statements = noteStatements()
    const test = await testApp({}, (app) => {
      app.get('/orders', { config: { auth: 'user' } }, () => 'orders')
    })
    const browser = new Browser(test.app)
    const answers = [
      await browser.register(),
      await browser.logIn({ remember: true }),
      await browser.get('/auth/status'),
      await browser.get('/auth/sessions'),
      await browser.get('/orders'),
      await browser.post('/auth/session/extend'),
      await browser.post('/auth/session/reauthenticate', { password: ada.password }),
      await browser.send('PATCH', '/auth/me', { name: 'Ada King' }),
      await browser.send('PUT', '/auth/me/picture', samplePicture('ada.png'), { 'content-type': 'image/png' }),
      await browser.get(await pictureOf(browser)),
      await browser.send('DELETE', '/auth/me/picture'),
      await browser.post('/auth/password/change', { currentPassword: ada.password, newPassword }),
      await browser.send('DELETE', '/auth/sessions'),
      await browser.post('/auth/logout'),
      await browser.logIn({ password: newPassword }),
      await browser.post('/auth/session/reauthenticate', { password: newPassword }),
      await browser.send('DELETE', '/auth/me'),
    ]

    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status > 204)).toEqual([])
    const asked = statements().filter(isAskedOften)
    expect(asked.length).toBeGreaterThan(20)
    expect(slowSteps(test.file, asked)).toEqual({})
  })

  it('finds rows by an index, whatever people do with providers', async () => {
    const statements = noteStatements()
    const test = await providerApp()
    const { browser, rogue } = test
    await browser.register()
    await browser.stepUp()
    const { location: linking } = (await browser.post('/auth/identities/rogue')).json<{ location: string }>()
    await arrive(browser, rogue.authorize(linking, { sub: 'ada', sid: 'laptop' }))
    const { location: confirming } = (await browser.post('/auth/providers/rogue/reauthenticate')).json<{
      location: string
    }>()
    await arrive(browser, rogue.authorize(confirming, { sub: 'ada' }))
    const phone = new Browser(test.app)
    await logInThrough({ rogue, browser: phone }, { sub: 'ada', sid: 'phone' })
    for (const fields of [{ sid: 'phone' }, { sub: 'ada' }, { sub: 'ada', sid: 'laptop' }]) {
      const payload = new URLSearchParams({ logout_token: await rogue.logoutToken(fields) }).toString()
      const headers = { host: 'shop.example', 'content-type': 'application/x-www-form-urlencoded' }
      const url = '/auth/providers/rogue/backchannel-logout'
      expect((await test.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(200)
    }
    const [identity] = (await browser.get('/auth/identities')).json<{ identities: { id: string }[] }>().identities
    expect((await browser.send('DELETE', `/auth/identities/${identity?.id ?? ''}`)).statusCode).toBe(204)
    await logInThrough({ rogue, browser: phone }, { sub: 'grace' })
    expect((await phone.send('PATCH', '/auth/me', { email: 'grace@example.org' })).statusCode).toBe(200)
    expect((await phone.post('/auth/logout', { atProvider: true })).statusCode).toBe(200)

    const asked = statements().filter(isAskedOften)
    expect(asked.filter((sql) => /identities|round_trips|provider_log/.test(sql)).length).toBeGreaterThan(15)
    expect(slowSteps(test.file, asked)).toEqual({})
    const plans = asked.flatMap((sql) => planOf(test.file, sql)).join()
    expect(plans).toContain('coatcheck_provider_logouts_sid (issuer=? AND sid=?)')
    expect(plans).toContain('coatcheck_provider_logouts_subject (issuer=? AND subject=?)')
  })

  it('finds what has expired by an index, and sorts nothing', async () => {
    const { store, file } = await testApp()
    const statements = noteStatements()

    await removeExpired(store, () => noon)

    const asked = statements()
    expect(asked).toHaveLength(7)
    expect(slowSteps(file, asked)).toEqual({})
    expect(asked.flatMap((sql) => planOf(file, sql)).join()).not.toContain('TEMP B-TREE')
  })
})
