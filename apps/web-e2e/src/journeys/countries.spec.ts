import { expect, test } from './journey.ts'

test.describe('the countries', () => {
  test('are an open page with an invitation, and a list after the login', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()

    await page.goto('/countries')
    await expect(page.getByRole('heading', { name: 'Countries' })).toBeVisible()
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    await page.getByRole('link', { name: 'Log in to see them' }).click()
    await ada.logIn()

    await expect(page).toHaveURL('/countries')
    await expect(page.getByRole('checkbox', { name: 'Visited Iceland' })).toBeVisible()
  })

  test('remember where somebody has been, for as long as the login lasts', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/countries')

    const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
    await page.getByRole('checkbox', { name: 'Visited Iceland' }).check()
    expect((await saved).ok()).toBe(true)
    await page.reload()

    await expect(page.getByRole('checkbox', { name: 'Visited Iceland' })).toBeChecked()
    await expect(page.getByText('You have been to 1 of')).toBeVisible()
  })
})
