import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

/** At boot and later: one provider in trouble disturbs nothing but its own button (FC-29, FI-20). */
test.describe('a provider in trouble', () => {
  for (const trouble of ['down', 'error', 'slow'] as const) {
    test(`FI-20 is said on a page, keeps nobody else out, and is over by itself: ${trouble}`, async ({
      guest,
      page,
      providers,
    }) => {
      const ada = new Visitor(page, 'Ada King')
      await ada.register()
      await ada.logOut()
      await providers.local.setTrouble(trouble)

      await page.goto('/login?returnUrl=%2Fprofile')
      await page.getByRole('button', { name: 'Log in with the local provider' }).click()

      await guest.isTold('No answer from the local provider')
      await guest.seesNobody()
      await guest.leaveFor('Google')
      await page.goBack()
      await ada.logIn()
      await ada.seesTheirName()
      await expect(page).toHaveURL('/profile')

      await ada.logOut()
      await providers.local.setTrouble(null)
      await page.goto('/login')
      await guest.logInPatiently('the local provider', 'Ada Lovelace')
    })
  }

  for (const trouble of ['error', 'slow'] as const) {
    test(`FI-20 in the middle of a login is said on a page, and the next try works: ${trouble}`, async ({
      guest,
      page,
      providers,
    }) => {
      await page.goto('/profile')
      await guest.leaveFor('the local provider')
      await providers.local.setTrouble(trouble, '/token')

      await guest.choose('Ada Lovelace')

      await guest.isTold('No answer from the local provider')
      await guest.seesNobody()
      await providers.local.setTrouble(null)
      await guest.triesAgainWith('the local provider')
      await guest.choose('Ada Lovelace')
      await guest.sees('Ada Lovelace')
      await expect(page).toHaveURL('/profile')
    })
  }

  test('FI-20 that has new keys logs people in all the same, after another try at the worst', async ({
    guest,
    page,
    providers,
  }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await guest.logOut()

    await providers.local.rotateKeys()
    await page.goto('/login')
    await guest.logInPatiently('the local provider', 'Ada Lovelace')
  })

  test('FI-20 that is gone when the browser gets there costs no more than Back', async ({ guest, page, providers }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await guest.logOut()
    await page.goto('/login')
    await providers.local.setTrouble('down')
    const failed = page.waitForEvent('requestfailed', (request) => request.isNavigationRequest())
    await page.getByRole('button', { name: 'Log in with the local provider' }).click()
    await failed

    await page.goBack()

    await guest.leaveFor('Google')
    await guest.choose('Edsger Dijkstra')
    await guest.sees('Edsger Dijkstra')
  })
})
