import type { Route } from '@playwright/test'
import { expect, test } from './journey.ts'

test.describe('the focus', () => {
  test('moves to the heading when a logout takes its button away', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/countries')
    await expect(page.getByRole('checkbox').first()).toBeVisible()

    await ada.logOut()

    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeFocused()
  })

  test('moves to the heading when the session ends while a country is ticked', async ({ ada, context, page }) => {
    await ada.register()
    await page.goto('/countries')
    const iceland = page.getByRole('checkbox', { name: 'Visited Iceland' })
    await expect(iceland).toBeVisible()
    await context.clearCookies()

    await iceland.focus()
    await page.keyboard.press('Space')

    await expect(page.getByRole('link', { name: 'Log in to see them' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeFocused()
  })

  test('stays on the button of a logout that fails, and of another try until that takes the button away', async ({
    ada,
    page,
  }) => {
    await ada.register()
    // A page of its own: the change of page after the registration would move the focus to the heading.
    await page.goto('/profile')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const held: Route[] = []
    await page.route('**/auth/logout', (route) => {
      held.push(route)
    })
    const refuse = async () => {
      await expect.poll(() => held.length).toBe(1)
      await held.pop()?.fulfill({ status: 503 })
    }
    const logOut = ada.header.getByRole('button', { name: /Log(ging)? out/ })
    await logOut.press('Enter')
    await expect(logOut).toBeDisabled()
    await refuse()
    const tryAgain = page.getByRole('button', { name: 'Try again' })
    await expect(tryAgain).toBeVisible()
    await expect(logOut).toBeFocused()

    await tryAgain.press('Enter')
    await expect(tryAgain).toBeDisabled()
    await refuse()
    await expect(tryAgain).toBeEnabled()
    await expect(tryAgain).toBeFocused()

    await page.unroute('**/auth/logout')
    await tryAgain.press('Enter')
    await expect(tryAgain).toBeHidden()
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  })

  test('stays on the button that asks the server again', async ({ page }) => {
    await page.goto('/under-the-hood')
    const askAgain = page.getByRole('button', { name: 'Ask again' })
    const answer = page.waitForResponse('**/auth/status*')

    await askAgain.press('Enter')

    await answer
    await expect(askAgain).toBeFocused()
  })

  test('moves to the field that a registration was refused for', async ({ ada, page }) => {
    await page.goto('/register')
    await page.getByLabel('Name').fill(ada.name)
    await page.getByLabel('E-mail address').fill(ada.email)
    await page.getByLabel('Password', { exact: true }).fill('dragondragon')
    await page.getByRole('button', { name: 'Create the account' }).press('Enter')

    await expect(page.getByText('This is two of the most used ones in a row.')).toBeVisible()
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  })
})
