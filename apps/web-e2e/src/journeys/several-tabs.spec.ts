import { expect, test } from './journey.ts'
import { Visitor } from './visitor.ts'

test.describe('several tabs and browsers', () => {
  test('FC-48 a logout in one tab empties the other within a second', async ({ ada, context, page }) => {
    await ada.register()
    await page.goto('/profile')
    await expect(page.getByText(ada.email)).toBeVisible()
    const otherTab = new Visitor(await context.newPage(), ada.name)
    await otherTab.page.goto('/')

    await otherTab.logOut()

    await expect(page.getByText(ada.email)).toBeHidden({ timeout: 1000 })
    await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
    await expect(page.getByText(ada.email)).toHaveCount(0)
    await expect(page).toHaveURL('/login?returnUrl=%2Fprofile')
  })

  test('FC-48 a login in one tab is seen in the other', async ({ ada, context, page }) => {
    await ada.register()
    await ada.logOut()
    const otherTab = await context.newPage()
    await otherTab.goto('/login?returnUrl=%2Fprofile')
    await expect(otherTab.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()

    await page.goto('/login')
    await ada.logIn()
    await ada.seesTheirName()

    await expect(otherTab.getByRole('heading', { level: 1, name: ada.name })).toBeVisible({ timeout: 2000 })
    await expect(otherTab).toHaveURL('/profile')
  })

  test('the devices page throws another browser out within two seconds, to a page that says why', async ({
    ada,
    elsewhere,
    page,
  }) => {
    await ada.register()
    const adaElsewhere = new Visitor(elsewhere, ada.name, ada.email)
    await elsewhere.goto('/login?returnUrl=%2Faccount')
    await adaElsewhere.logIn()
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
    await page.goto('/devices')
    const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Log out.+ticket/ }) })
    await expect(row).toHaveCount(1)

    await row.getByRole('button', { name: /^Log out.+ticket/ }).click()

    await expect(elsewhere.getByText('You were logged out from another device.')).toBeVisible({ timeout: 2000 })
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
    await expect(elsewhere).toHaveURL('/login?returnUrl=%2Faccount')
    await expect(page.getByText('Logged out by you')).toBeVisible()
  })

  test('FC-48 a tab of Ada never acts as Grace, who logged in in another tab', async ({ ada, context, page }) => {
    const grace = new Visitor(await context.newPage(), 'Grace Hopper')
    await grace.register()
    await grace.logOut()
    await ada.register()
    await page.goto('/account')
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(ada.name)
    // The tab of Ada is asleep, so to speak: nothing tells it of what happens elsewhere.
    await page.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined
    })
    const names: string[] = []
    await context.route('**/auth/me', async (route) => {
      if (route.request().method() === 'PATCH') names.push(route.request().postData() ?? '')
      await route.continue()
    })

    await grace.page.goto('/')
    await grace.logOut()
    await grace.page.goto('/login')
    await grace.logIn()
    await grace.seesTheirName()
    await page
      .getByRole('textbox', { name: 'Name' })
      .fill('Ada, Countess of Lovelace', { timeout: 2000 })
      .catch(() => undefined)
    await page
      .getByRole('button', { name: 'Keep this name' })
      .click({ timeout: 2000 })
      .catch(() => undefined)

    await expect(page.getByRole('banner').getByRole('link', { name: 'Grace Hopper' })).toBeVisible()
    await grace.page.reload()
    await grace.seesTheirName()
  })
})
