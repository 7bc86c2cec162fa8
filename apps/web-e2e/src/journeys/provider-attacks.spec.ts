import { Guest } from './guest.ts'
import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

test.describe('a callback that began in another browser', () => {
  test('FC-24 opens no session here: not the one of whoever began it', async ({ elsewhere, guest, page }) => {
    const attacker = new Guest(elsewhere)
    const { callback, use } = await callbackOf(attacker, 'Ada Lovelace')

    await page.goto(callback)

    await guest.isTold('The way back from the local provider was too long')
    await expect(page).toHaveURL(/\/login\?/)
    await guest.seesNobody()
    expect(await guest.cookies()).not.toContain('sid')
    // It was in order all the same: where it began it opens one.
    await use()
    await attacker.sees('Ada Lovelace')
  })

  test('FC-24 leaves whoever is logged in here who they are', async ({ elsewhere, page }) => {
    const { callback } = await callbackOf(new Guest(elsewhere), 'Grace Hopper')
    const ada = new Visitor(page, 'Ada King')
    await ada.register()

    await page.goto(callback)

    await ada.seesTheirName()
    await page.goto('/profile')
    await expect(page.getByRole('heading', { level: 1, name: ada.name })).toBeVisible()
  })

  test('FC-24 is of no use after this browser has left for the same provider itself', async ({
    elsewhere,
    guest,
    page,
  }) => {
    const { callback } = await callbackOf(new Guest(elsewhere), 'Grace Hopper')
    await page.goto('/login')
    await guest.leaveFor('the local provider')

    await page.goto(callback)
    await guest.seesNobody()

    // Neither has it ended the round trip of this browser.
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')
  })
})

test('FC-24 a callback counts once: opened again it changes nothing, and after the logout it logs nobody in', async ({
  guest,
  page,
}) => {
  const callbacks: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/callback?')) callbacks.push(request.url())
  })
  await guest.logInThrough('the local provider', 'Ada Lovelace')
  await guest.sees('Ada Lovelace')
  const [callback = ''] = callbacks

  await page.goto(callback)
  await guest.sees('Ada Lovelace')
  await guest.logOut()
  await page.goto(callback)

  await guest.isTold('The way back from the local provider was too long')
  await guest.seesNobody()
  expect(await guest.cookies()).not.toContain('sid')
})

test("FC-26 a link on somebody else's page leads to the login page, and not on to the provider", async ({
  baseURL,
  guest,
  page,
}) => {
  const link = `${baseURL}/auth/providers/local/start?returnUrl=/profile`
  await page.route('http://attacker.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><a href="${link}">A prize</a>` }),
  )
  await page.goto('http://attacker.example/')

  await page.getByRole('link', { name: 'A prize' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile')
  await guest.seesNobody()
})

/**
 * Logs somebody in at the provider in a browser that then loses its cookie for the way back: a callback that nobody has
 * used. With the cookie, which is returned as well, it would open a session there.
 */
async function callbackOf(attacker: Guest, name: string): Promise<{ callback: string; use: () => Promise<void> }> {
  const context = attacker.page.context()
  const callback = attacker.page.waitForRequest('**/auth/providers/*/callback?*').then((request) => request.url())
  await attacker.page.goto('/login')
  await attacker.leaveFor('the local provider')
  const cookies = await context.cookies()
  await context.clearCookies({ name: /^provider/ })
  await attacker.choose(name)
  await attacker.seesNobody()
  return {
    callback: await callback,
    use: async () => {
      await context.addCookies(cookies)
      await attacker.page.goto(await callback)
    },
  }
}
