import { expect, test } from './journey.ts'
import { tabTo } from './tab-to.ts'
import { Visitor } from './visitor.ts'

test('a keyboard alone is enough to log in, log another device out, and log out', async ({ ada, elsewhere, page }) => {
  await new Visitor(elsewhere, ada.name, ada.email).register()
  await page.goto('/')

  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Log in' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeFocused()
  await tabTo(page, page.getByLabel('E-mail address'))
  await page.keyboard.type(ada.email)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(ada.password)
  await page.keyboard.press('Enter')
  await ada.seesTheirName()

  await tabTo(page, page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Devices' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: /^Log out.+ticket/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Logged out by you')).toBeVisible()
  await expect(elsewhere.getByRole('banner').getByRole('link', { name: 'Log in' })).toBeVisible()

  await tabTo(page, ada.header.getByRole('button', { name: 'Log out' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeFocused()
})
