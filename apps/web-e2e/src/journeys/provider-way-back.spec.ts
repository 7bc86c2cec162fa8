import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

// Playwright switches the back/forward cache off; people have it on.
test.use({
  launchOptions: ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

test.describe('on the way to a provider', () => {
  for (const provider of ['the local provider', 'Google', 'Facebook'] as const) {
    test(`Cancel leads to a page that says so, and the next try works: ${provider}`, async ({ guest, page }) => {
      await page.goto('/profile')
      await guest.leaveFor(provider)

      await guest.cancel()

      await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
      await guest.isTold(`You turned back at ${provider}`)
      await guest.seesNobody()
      await guest.triesAgainWith(provider)
      await guest.choose('Ada Lovelace')
      await expect(page).toHaveURL('/profile')
      await guest.sees('Ada Lovelace')
    })
  }

  test('Back leads to the login page, whose buttons work again', async ({ guest, page }) => {
    await page.goto('/login?returnUrl=%2Fprofile')
    await guest.leaveFor('the local provider')

    await page.goBack()

    await expect(page.getByRole('heading', { level: 1, name: 'Log in', exact: true })).toBeVisible()
    await guest.leaveFor('Google')
    await page.goBack()
    await guest.leaveFor('the local provider')
    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await expect(page).toHaveURL('/profile')
  })

  test('Back leads to the login page, whose password form works meanwhile', async ({ guest, page }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await ada.logOut()
    await page.goto('/login')
    await guest.leaveFor('the local provider')

    await page.goBack()
    await ada.logIn()

    await ada.seesTheirName()
  })
})
