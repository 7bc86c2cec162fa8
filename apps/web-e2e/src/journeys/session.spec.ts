import { watchFirstPaint } from './first-paint.ts'
import { authRequestsOf, expect, test } from './journey.ts'
import { Visitor } from './visitor.ts'

test.describe('a session', () => {
  test('begins with the registration: the name is in the header', async ({ ada }) => {
    await ada.register()

    await ada.seesTheirName()
    await expect(ada.header.getByRole('link', { name: 'Log in' })).toBeHidden()
  })

  test('survives a reload: the name is in the first paint, and nothing asks for it', async ({ ada, page }) => {
    await ada.register()
    const seen = await watchFirstPaint(page)
    const authRequests = authRequestsOf(page)

    await page.reload()
    await ada.seesTheirName()

    const { hasSeenLogIn, firstHeader } = await seen()
    expect(hasSeenLogIn).toBe(false)
    expect(firstHeader).toContain(ada.name)
    expect(authRequests).toEqual([])
  })

  test('is there in a second tab at once', async ({ ada, context }) => {
    await ada.register()
    const secondTab = await context.newPage()
    const seen = await watchFirstPaint(secondTab)
    const authRequests = authRequestsOf(secondTab)

    await secondTab.goto('/')
    await new Visitor(secondTab, ada.name).seesTheirName()

    const { hasSeenLogIn, firstHeader } = await seen()
    expect(hasSeenLogIn).toBe(false)
    expect(firstHeader).toContain(ada.name)
    expect(authRequests).toEqual([])
  })

  test('does not exist for somebody who never logged in, and that too is in the first paint', async ({
    page,
    context,
  }) => {
    const seen = await watchFirstPaint(page)
    const authRequests = authRequestsOf(page)

    await page.goto('/')
    await expect(page.getByRole('banner').getByRole('link', { name: 'Log in' })).toBeVisible()

    const { hasSeenLogIn, firstHeader } = await seen()
    expect(hasSeenLogIn).toBe(true)
    expect(firstHeader).toContain('Log in')
    expect(authRequests).toEqual([])
    expect(await context.cookies()).toEqual([])
  })

  test('ASVS 3.3.4 is a cookie that no script can read', async ({ ada, page, context }) => {
    await ada.register()

    expect(await page.evaluate(() => document.cookie)).toBe('')
    const cookies = await context.cookies()
    expect(cookies.map(({ name }) => name)).toContain('sid')
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  })

  test('ends with the logout, also for a page that is loaded anew', async ({ ada, page }) => {
    await ada.register()

    await ada.logOut()

    await page.reload()
    await expect(ada.header.getByRole('link', { name: 'Log in' })).toBeVisible()
  })
})
