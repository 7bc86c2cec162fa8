import { Guest } from './guest.ts'
import { authRequestsOf } from './journey.ts'
import { expect, test } from './provider-journey.ts'

test.describe('whoever comes from a provider', () => {
  test('has the name and the picture that they have there', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/profile')

    await guest.sees('Ada Lovelace')
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)
    await expect(page.getByText('ada.lovelace@example.com')).toBeVisible()
  })

  test('without an e-mail address is asked for it once, and may say "Not now"', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Grace Hopper', '/profile')

    await guest.postpones('You came without an e-mail address.')

    await expect(page).toHaveURL('/profile')
    await guest.sees('Grace Hopper')
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible()
    await expect(page.getByText('None yet', { exact: true })).toBeVisible()
    await guest.logOut()
    await guest.logInThrough('the local provider', 'Grace Hopper')
    await guest.sees('Grace Hopper')
    await expect(page).toHaveURL('/')
  })

  test('without an e-mail address can give one, and has it from then on', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Grace Hopper', '/profile')
    await page.getByLabel('E-mail address').fill('grace.hopper@example.com')

    await page.getByRole('button', { name: 'Save' }).click()

    await expect(page).toHaveURL('/profile')
    await expect(page.getByText('grace.hopper@example.com')).toBeVisible()
    await page.reload()
    await expect(page.getByText('grace.hopper@example.com')).toBeVisible()
    await expect(page.getByText('not confirmed yet')).toBeVisible()
  })

  test('FC-27 without an e-mail address cannot take that of somebody else', async ({ elsewhere, guest, page }) => {
    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees('Ada Lovelace')
    await guest.logInThrough('the local provider', 'Grace Hopper')
    await page.getByLabel('E-mail address').fill('ada.lovelace@example.com')

    await page.getByRole('button', { name: 'Save' }).click()

    await expect(page.getByText('Another account has this address.')).toBeVisible()
    await page.getByRole('button', { name: 'Not now' }).click()
    await guest.sees('Grace Hopper')
  })

  test('without a name is asked for one, and is called so from then on', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Somebody without a name')
    await expect(page.getByRole('heading', { level: 1, name: 'One more thing' })).toBeVisible()
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)

    await page.getByLabel('Name').fill('Katherine Johnson')
    await page.getByRole('button', { name: 'Save' }).click()

    await guest.sees('Katherine Johnson')
    await page.reload()
    await guest.sees('Katherine Johnson')
  })

  test('without a name may say "Not now", and finds the way to their profile all the same', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Somebody without a name')
    await guest.postpones('You came without a name.')
    await expect(page).toHaveURL('/')

    await guest.header.getByRole('link', { name: 'profile' }).click()

    await expect(page).toHaveURL('/profile')
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    await page.reload()
    await expect(page).toHaveURL('/profile')
  })

  test('with an address that the provider has not verified has one that is not confirmed', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Alan Turing', '/profile')

    await guest.sees('Alan Turing')
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)
    await expect(page.getByText('alan.turing@example.com')).toBeVisible()
    await expect(page.getByText('not confirmed yet')).toBeVisible()
  })

  test('with a broken picture has initials, also after a reload; and no picture is fetched from elsewhere', async ({
    baseURL,
    guest,
    page,
  }) => {
    const origins: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'image') origins.push(new URL(request.url()).origin)
    })
    await guest.logInThrough('the local provider', 'Edsger Dijkstra')
    await guest.sees('Edsger Dijkstra')
    await expect(guest.header.locator('coat-avatar')).toHaveText('ED')

    const requests = authRequestsOf(page)
    await page.reload()

    await guest.sees('Edsger Dijkstra')
    await expect(guest.header.locator('coat-avatar')).toHaveText('ED')
    expect(requests).toEqual([])
    expect(origins.filter((origin) => origin !== baseURL)).toEqual([])
  })

  test('with the address of no other account is as welcome as anybody', async ({ guest }) => {
    await guest.logInThrough('the local provider', "Ada's double")

    await guest.sees('Ada Byron')
    await expect(guest.header.locator('coat-avatar')).toHaveText('AB')
  })
})
