import { expect, test } from './journey.ts'

test('ASVS 7.4.4 the logout is in sight on every page, and one click away', async ({ ada, page }) => {
  await ada.register()
  const button = ada.header.getByRole('button', { name: 'Log out' })
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  const pages = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(pages).toContain('/profile')

  for (const path of pages) {
    await page.goto(path)
    await expect(button, path).toBeInViewport({ ratio: 1 })
    await expect(button, path).toBeEnabled()
  }

  await page.goto('/profile')
  await button.click()
  await expect(ada.header.getByRole('link', { name: 'Log in' })).toBeVisible()
})
