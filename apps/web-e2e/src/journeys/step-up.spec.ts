import { expect, test } from './journey.ts'

test.describe('deleting the account', () => {
  test('asks for the password once, and then goes on with what was interrupted', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/account')
    const deletions: number[] = []
    page.on('response', (response) => {
      const request = response.request()
      if (request.method() === 'DELETE' && request.url().endsWith('/auth/me')) deletions.push(response.status())
    })
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
    const prompt = page.getByRole('dialog')
    await expect(prompt).toContainText('delete your account')

    await prompt.getByLabel('Password', { exact: true }).fill('not the password')
    await page.keyboard.press('Enter')
    await expect(prompt.getByRole('alert')).not.toBeEmpty()
    await prompt.getByLabel('Password', { exact: true }).fill(ada.password)
    await page.keyboard.press('Enter')

    await expect(ada.header.getByRole('link', { name: 'Log in' })).toBeVisible()
    await expect(page.getByText('Your account was deleted.')).toBeVisible()
    expect(deletions).toEqual([403, 204])
    await page.goto('/login')
    await ada.logIn()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(/password/)
  })

  test('leaves everything as it was when the prompt is closed with Esc', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/account')
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()

    await page.keyboard.press('Escape')

    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.getByText('Your account is still here.')).toBeVisible()
    await page.reload()
    await ada.seesTheirName()
  })
})
