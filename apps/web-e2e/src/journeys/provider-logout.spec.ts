import { Guest } from './guest.ts'
import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

test.describe('a logout at the provider', () => {
  test('FC-30 ends what began there, in every tab and at once, and the pages say so', async ({
    context,
    guest,
    page,
    providers,
  }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/profile')
    await guest.sees('Ada Lovelace')
    const other = new Guest(await context.newPage())
    await other.page.goto('/countries')
    await other.sees('Ada Lovelace')

    const answers = await providers.local.logOut('ada')
    expect(new Set(answers)).toEqual(new Set([204]))

    await guest.seesNobody()
    await other.seesNobody()
    await expect(page).toHaveURL('/login?returnUrl=%2Fprofile')
    await expect(page.getByRole('main').getByText('You are logged out.')).toBeVisible()
    await expect(page.getByText('ada.lovelace@example.com')).toHaveCount(0)
    await expect(other.page.getByRole('heading', { level: 1, name: 'Countries' })).toBeVisible()
    await page.reload()
    await guest.seesNobody()
  })

  test('FC-30 leaves everybody else, and what the same person began elsewhere or with a password', async ({
    browser,
    baseURL,
    elsewhere,
    guest,
    page,
    providers,
  }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await page.goto('/security')
    await page.getByRole('button', { name: 'Link the local provider' }).click()
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(ada.password)
    await page.keyboard.press('Enter')
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')
    await expect(page.getByRole('button', { name: 'Unlink the local provider' })).toBeVisible()
    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees(ada.name)
    const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) })
    const alan = new Guest(await context.newPage())
    await alan.logInThrough('the local provider', 'Alan Turing')
    await alan.sees('Alan Turing')

    await providers.local.logOut('ada')

    await there.seesNobody()
    await page.reload()
    await ada.seesTheirName()
    await alan.page.reload()
    await alan.sees('Alan Turing')
    await context.close()
  })

  test('goes with the one here, for whoever wants it: the provider asks, and leads back', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/security')

    await page.getByRole('button', { name: 'Log out here and at the local provider' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Log out of the local provider?' })).toBeVisible()
    await page.getByRole('button', { name: 'Log out' }).click()
    await expect(page).toHaveURL('/')
    await guest.seesNobody()
    expect(await guest.cookies()).not.toContain('sid')
  })

  test('that somebody thinks better of leaves them logged out here', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/security')
    await page.getByRole('button', { name: 'Log out here and at the local provider' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Log out of the local provider?' })).toBeVisible()

    await page.goBack({ waitUntil: 'commit' })

    await guest.seesNobody()
    await expect(page.getByText('ada.lovelace@example.com')).toHaveCount(0)
  })
})
