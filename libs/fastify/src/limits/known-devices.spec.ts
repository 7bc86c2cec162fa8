import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { guess, statuses, tally } from '../testing/guesses.ts'
import { ada, testApp } from '../testing/test-app.ts'

const newPassword = 'a-new-coat-every-day'

describe('known devices', () => {
  it('are gone with their user', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    await new Browser(app).logIn()
    expect(rows('coatcheck_known_devices')).toBe(2)

    await browser.stepUp()
    await browser.send('DELETE', '/auth/me')

    expect(rows('coatcheck_known_devices')).toBe(0)
  })

  it('are forgotten at a password change, but for the one that asked', async () => {
    const { app, rows } = await testApp()
    const [own, other] = [new Browser(app), new Browser(app)]
    await own.register()
    await other.logIn()

    await own.stepUp()
    const change = await own.post('/auth/password/change', { currentPassword: ada.password, newPassword })

    expect([change.statusCode, rows('coatcheck_known_devices')]).toEqual([204, 1])
    // Strangers to the account now, those in the other browser share the tries of all strangers.
    await statuses(10, () => guess(app, '127.0.0.1'))
    expect((await other.logIn({ password: newPassword })).statusCode).toBe(429)
    expect((await own.logIn({ password: newPassword })).statusCode).toBe(200)
  })

  it('become no more than twenty at once for one account, which logs in all the same', async () => {
    const { app, rows, pass } = await testApp()
    await new Browser(app).register()

    expect(tally(await statuses(30, () => new Browser(app).logIn()))).toEqual({ 200: 30 })

    expect(rows('coatcheck_known_devices')).toBe(20)
    expect(setCookies(await new Browser(app).logIn())).toHaveLength(1)
    pass(86_400)
    expect(setCookies(await new Browser(app).logIn())).toHaveLength(2)
  })
})
