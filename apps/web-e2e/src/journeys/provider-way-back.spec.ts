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

  test('FC-24 Back after the login opens no callback again: whoever is logged in stays so', async ({ guest, page }) => {
    const callbacks: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/callback?')) callbacks.push(request.url())
    })
    await page.goto('/countries')
    await page.getByRole('banner').getByRole('link', { name: 'Log in' }).click()
    await guest.leaveFor('the local provider')
    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')

    for (let steps = 0; steps < 4; steps += 1) {
      await page.goBack({ waitUntil: 'commit' })
      if (new URL(page.url()).pathname === '/countries') break
    }

    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeVisible()
    await guest.sees('Ada Lovelace')
    expect(callbacks).toHaveLength(1)
  })
})
