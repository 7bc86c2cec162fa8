import { expect, test } from './journey.ts'

test.describe('a login', () => {
  test('leads back to the guarded page that was asked for, query and fragment included', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()

    await page.goto('/profile?tab=x#y')
    await expect(page).toHaveURL(/\/login\?/)
    await ada.logIn()

    await expect(page).toHaveURL('/profile?tab=x#y')
    await expect(page.getByRole('heading', { name: ada.name })).toBeVisible()
  })

  test('with a wrong password says so and changes nothing', async ({ ada, page, context }) => {
    await ada.register()
    await ada.logOut()

    await page.goto('/login')
    await ada.logIn('not the right one at all')

    await expect(page.getByRole('alert').getByText('do not go together')).toBeVisible()
    await expect(page).toHaveURL('/login')
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('sid')
  })

  test('leaves nothing of itself for Back to return to', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()
    await page.goto('/countries')
    await page.getByRole('link', { name: 'Log in', exact: true }).click()
    await ada.logIn()
    await expect(page).toHaveURL('/')

    await page.goBack()

    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeVisible()
    await expect(page).toHaveURL('/countries')
  })

  test('is not asked of somebody who is logged in already', async ({ ada, page }) => {
    await ada.register()

    await page.goto('/login')

    await expect(page).toHaveURL('/')
    await ada.seesTheirName()
  })

  test('with an address that is taken already is offered at the registration', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()

    await page.goto('/register')
    await page.getByLabel('Name').fill('Somebody Else')
    await page.getByLabel('E-mail address').fill(ada.email)
    await page.getByLabel('Password', { exact: true }).fill(ada.password)
    await page.getByRole('button', { name: 'Create the account' }).click()

    await expect(page.getByRole('alert').getByText('There is already an account')).toBeVisible()
  })
})
