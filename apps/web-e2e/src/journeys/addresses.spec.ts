import { expect, test } from './journey.ts'

test.describe('an address that no route can match', () => {
  for (const path of ['/nowhere', '/(x:y)', '/countries(x:y)']) {
    test(`such as ${path} leads to a page that says so`, async ({ page }) => {
      await page.goto(path)

      await expect(page.getByRole('heading', { level: 1, name: 'Nothing hangs here' })).toBeVisible()
      await expect(page).toHaveURL(path)
    })
  }

  test('leads home when it was wanted after a registration', async ({ ada, page }) => {
    await ada.register('/register?returnUrl=%2F(aux:b)')

    await expect(page.getByRole('heading', { level: 1, name: 'Hand over your coat' })).toBeVisible()
    await expect(page).toHaveURL('/')
  })
})
