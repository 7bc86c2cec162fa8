import { expect, test } from './journey.ts'

test('under the hood nothing of somebody stays after the logout', async ({ ada, page }) => {
  await ada.register()
  await page.goto('/under-the-hood')
  await expect(page.getByText(ada.email)).toBeVisible()

  await ada.logOut()

  await expect(page.getByText('"authenticated": false')).toBeVisible()
  await expect(page.getByText(ada.email)).toBeHidden()
})
