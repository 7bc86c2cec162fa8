import type { Locator, Page } from '@playwright/test'
import { Guest } from './guest.ts'
import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

test.describe('linked accounts', () => {
  test('open one account: two providers and a password', async ({ elsewhere, guest, page }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await page.goto('/security')
    await link(page, 'the local provider')
    await stepUpWith(page, ada.password)
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')
    await expect(rowOf(page, 'the local provider')).toContainText('ada.lovelace@example.com')

    await link(page, 'Google')
    await guest.seesPageOf('Google')
    await guest.choose('Grace Hopper')
    await expect(rowOf(page, 'Google')).toContainText('Grace Hopper')
    await ada.seesTheirName()

    const there = new Guest(elsewhere)
    for (const [provider, name] of [
      ['the local provider', 'Ada Lovelace'],
      ['Google', 'Grace Hopper'],
    ] as const) {
      await there.logInThrough(provider, name, '/profile')
      await expect(elsewhere.getByRole('heading', { level: 1, name: ada.name })).toBeVisible()
      await there.logOut()
    }
  })

  test('can be unlinked, and then open nothing; and linked again', async ({ elsewhere, guest, page }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await page.goto('/security')
    await link(page, 'the local provider')
    await stepUpWith(page, ada.password)
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')
    await expect(rowOf(page, 'the local provider')).toBeVisible()
    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees(ada.name)

    await unlink(page, 'the local provider')

    await expect(rowOf(page, 'the local provider')).toHaveCount(0)
    await ada.seesTheirName()
    // What began with it has ended.
    await there.seesNobody()
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees('Ada Lovelace')
    await there.logOut()

    await link(page, 'Google')
    await guest.seesPageOf('Google')
    await guest.choose('Ada Lovelace')
    await expect(rowOf(page, 'Google')).toBeVisible()
    await unlink(page, 'Google')
    await expect(rowOf(page, 'Google')).toHaveCount(0)
    await link(page, 'Google')
    await guest.seesPageOf('Google')
    await guest.choose('Ada Lovelace')
    await expect(rowOf(page, 'Google')).toBeVisible()
    await there.logInThrough('Google', 'Ada Lovelace')
    await there.sees(ada.name)
  })

  test('FC-26 belong to one account: linking what opens another one is refused and explained', async ({
    elsewhere,
    guest,
    page,
  }) => {
    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees('Ada Lovelace')
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await page.goto('/security')

    await link(page, 'the local provider')
    await stepUpWith(page, ada.password)
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')

    await expect(page).toHaveURL(/\/security/)
    await guest.isTold('That login belongs to another account')
    await expect(rowOf(page, 'the local provider')).toHaveCount(0)
  })

  test('are not linked when somebody presses Cancel, and the page says so', async ({ guest, page }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    await page.goto('/security')
    await link(page, 'the local provider')
    await stepUpWith(page, ada.password)
    await guest.seesPageOf('the local provider')

    await guest.cancel()

    await expect(page).toHaveURL(/\/security/)
    await guest.isTold('You turned back at the local provider')
    await expect(rowOf(page, 'the local provider')).toHaveCount(0)
    await ada.seesTheirName()
  })

  test('FC-38 include one that stays: the last way in', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/security')

    const row = rowOf(page, 'the local provider')
    await expect(row).toContainText('your only way in')
    await expect(row.getByRole('button')).toHaveCount(0)
  })
})

test.describe('somebody with the address of another account', () => {
  test('FC-27 gets no account by it, but an explanation; logs in, and links from inside', async ({
    elsewhere,
    guest,
    page,
  }) => {
    const owner = new Visitor(page, 'Ada Lovelace', 'ada@example.org')
    await owner.register()
    await owner.logOut()
    await guest.logInThrough('the local provider', "Ada's double")
    await guest.isTold('That address has an account already')
    await guest.seesNobody()

    await owner.logIn()
    await owner.seesTheirName()
    await expect(page).toHaveURL('/security')
    await link(page, 'the local provider')
    await stepUpWith(page, owner.password)
    await guest.seesPageOf('the local provider')
    await guest.choose("Ada's double")
    await expect(rowOf(page, 'the local provider')).toContainText('Ada Byron')

    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', "Ada's double")
    await there.sees(owner.name)
  })

  test('FC-27 who was there first keeps it: the password of the other opens nothing', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', "Ada's double")
    await guest.sees('Ada Byron')
    await guest.logOut()
    const other = new Visitor(page, 'Ada Lovelace', 'ada@example.org')

    await page.goto('/register')
    await page.getByLabel('Name').fill(other.name)
    await page.getByLabel('E-mail address').fill(other.email)
    await page.getByLabel('Password', { exact: true }).fill(other.password)
    await page.getByRole('button', { name: 'Create the account' }).click()

    await expect(page.getByRole('alert').getByText('There is already an account')).toBeVisible()
  })
})

test.describe('the step-up of somebody without a password', () => {
  test('leads through the provider: the account is deleted', async ({ elsewhere, guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/account')
    await guest.sees('Ada Lovelace')
    const userId = await guest.userId()
    await askToDelete(page)

    const prompt = page.getByRole('dialog')
    await expect(prompt).toContainText('delete your account')
    await expect(prompt.getByLabel('Password')).toHaveCount(0)
    await prompt.getByRole('button', { name: 'the local provider' }).click()
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
    await askToDelete(page)

    await expect(page.getByText('Your account was deleted.')).toBeVisible()
    await guest.seesNobody()
    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees('Ada Lovelace')
    expect(await there.userId()).not.toBe(userId)
  })

  test('as somebody else at the provider is refused, and the page says so', async ({ guest, page }) => {
    await guest.logInThrough('Google', 'Ada Lovelace', '/account')
    await askToDelete(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Google' }).click()
    await guest.seesPageOf('Google')

    await guest.choose('Grace Hopper')

    await expect(page).toHaveURL('/account')
    await guest.isTold('That was somebody else')
    await guest.sees('Ada Lovelace')
    await askToDelete(page)
    await expect(page.getByRole('dialog')).toBeVisible()
  })

  test('as somebody else ends the session where the provider logs the first one out by that', async ({
    guest,
    page,
  }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/account')
    await askToDelete(page)
    await page.getByRole('dialog').getByRole('button', { name: 'the local provider' }).click()
    await guest.seesPageOf('the local provider')

    await guest.choose('Grace Hopper')

    await guest.isTold('That session is over')
    await guest.seesNobody()
    await expect(page).toHaveURL(/^[^?]+\/login\?returnUrl=%2Faccount&/)
    await guest.leaveFor('the local provider')
    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await expect(page).toHaveURL('/account')
  })

  test('lets them link a second provider, and then unlink the first', async ({ elsewhere, guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/security')
    await link(page, 'Google')
    await page.getByRole('dialog').getByRole('button', { name: 'the local provider' }).click()
    await guest.seesPageOf('the local provider')
    await guest.choose('Ada Lovelace')
    await expect(page).toHaveURL(/\/security/)
    await link(page, 'Google')
    await guest.seesPageOf('Google')
    await guest.choose('Grace Hopper')
    await expect(rowOf(page, 'Google')).toBeVisible()

    await unlink(page, 'the local provider')

    await expect(rowOf(page, 'Google')).toContainText('your only way in')
    const there = new Guest(elsewhere)
    await there.logInThrough('Google', 'Grace Hopper')
    await there.sees('Ada Lovelace')
  })
})

/** Begins to delete the account, on the account page. */
async function askToDelete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete the account…' }).click()
  await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
}

/** Begins to link an account at a provider, on the security page. */
async function link(page: Page, provider: string): Promise<void> {
  await page.getByRole('button', { name: `Link ${provider}`, exact: true }).click()
}

async function unlink(page: Page, provider: string): Promise<void> {
  await page.getByRole('button', { name: `Unlink ${provider}` }).click()
  await page.getByRole('button', { name: 'Unlink it' }).click()
}

/** What the security page says of the account at a provider. */
function rowOf(page: Page, provider: string): Locator {
  return page.getByRole('region', { name: 'Ways to log in' }).getByRole('listitem').filter({ hasText: provider })
}

async function stepUpWith(page: Page, password: string): Promise<void> {
  const prompt = page.getByRole('dialog')
  await prompt.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}
