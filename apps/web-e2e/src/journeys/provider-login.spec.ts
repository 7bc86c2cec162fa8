import { watchFirstPaint } from './first-paint.ts'
import { Guest, type ProviderName } from './guest.ts'
import { authRequestsOf } from './journey.ts'
import { expect, test } from './provider-journey.ts'

const providers: readonly ProviderName[] = ['the local provider', 'Google', 'Facebook']

test.describe('a login at a provider', () => {
  for (const provider of providers) {
    test(`takes two clicks from the login page: ${provider}`, async ({ guest, page }) => {
      await page.addInitScript(() => {
        addEventListener('click', ({ isTrusted }) => {
          if (isTrusted) console.info('a click')
        })
      })
      let clicks = 0
      page.on('console', (message) => (clicks += message.text() === 'a click' ? 1 : 0))

      await guest.logInThrough(provider, 'Ada Lovelace')

      await guest.sees('Ada Lovelace')
      expect(clicks).toBe(2)
      await expect(page).toHaveURL('/')
      await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)
    })
  }

  test('leads back to the guarded page that was asked for, query and fragment included', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace', '/profile?tab=x#y')

    await expect(page).toHaveURL('/profile?tab=x#y')
    await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
  })

  test('begins on the page for newcomers as well', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Alan Turing', '/register')

    await guest.sees('Alan Turing')
    await expect(page).toHaveURL('/')
  })

  test("leaves nothing of Facebook's #_=_ in the address, and the pages open as ever", async ({ guest, page }) => {
    await guest.logInThrough('Facebook', 'Ada Lovelace', '/profile')
    await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
    expect(new URL(page.url()).hash).toBe('')

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Countries' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeVisible()
    await expect(page).toHaveURL('/countries')
  })

  test('is in the first paint after a reload, picture included, and nothing asks for it', async ({ guest, page }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)
    const seen = await watchFirstPaint(page)
    const requests = authRequestsOf(page)

    await page.reload()
    await guest.sees('Ada Lovelace')
    await expect.poll(() => guest.pictureWidth()).toBeGreaterThan(0)

    const { hasSeenLogIn, firstHeader } = await seen()
    expect(hasSeenLogIn).toBe(false)
    expect(firstHeader).toContain('Ada Lovelace')
    expect(requests.filter((path) => !path.startsWith('/auth/avatar/'))).toEqual([])
  })

  test('leaves no code, no state and no token where a script could read it', async ({ context, guest, page }) => {
    const callback = page.waitForRequest('**/callback?*')
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')

    const { searchParams } = new URL((await callback).url())
    const secrets = ['code', 'state'].map((name) => searchParams.get(name) ?? '')
    for (const secret of secrets) expect(secret.length).toBeGreaterThan(20)
    const within = await page.evaluate(() => [
      ...[document.documentElement.outerHTML, document.cookie, document.referrer, location.href],
      ...[JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state)],
      JSON.stringify(performance.getEntries().map(({ name }) => name)),
    ])
    const cookies = (await context.cookies(page.url())).filter(({ name }) => !name.startsWith('generic_'))
    for (const secret of [...secrets, ...cookies.map(({ value }) => value)]) expect(within.join()).not.toContain(secret)
    expect(cookies.map(({ name }) => name).toSorted()).toEqual(['sid'])
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  })

  test('lasts beyond the browser where "Remember me" was ticked before', async ({ context, guest, page }) => {
    await page.goto('/login')
    await page.getByRole('checkbox', { name: 'Remember me on this device' }).check()
    await guest.leaveFor('the local provider')
    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')

    const session = (await context.cookies()).find(({ name }) => name === 'sid')
    expect((session?.expires ?? 0) * 1000 - Date.now()).toBeGreaterThan(7 * 86_400_000)
  })

  test('FC-48 is seen in another tab, which opens the page that was wanted there', async ({ context, guest }) => {
    const other = await context.newPage()
    await other.goto('/login?returnUrl=%2Fprofile')
    await expect(other.getByRole('button', { name: 'Log in with Google' })).toBeVisible()

    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')

    await expect(other.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
    await expect(other).toHaveURL('/profile')
  })

  test('does not stand in the way of another one that another tab has begun', async ({ context, guest, page }) => {
    await page.goto('/login?returnUrl=%2Fprofile')
    const other = new Guest(await context.newPage())
    await other.page.goto('/login?returnUrl=%2Faccount')
    await guest.leaveFor('the local provider')
    await other.leaveFor('Google')

    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await expect(page).toHaveURL('/profile')
    await other.choose('Edsger Dijkstra')

    await other.sees('Edsger Dijkstra')
    await expect(other.page).toHaveURL('/account')
    await guest.sees('Edsger Dijkstra')
  })

  test('is the same account the next time, in any browser', async ({ elsewhere, guest }) => {
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')

    const there = new Guest(elsewhere)
    await there.logInThrough('the local provider', 'Ada Lovelace')
    await there.sees('Ada Lovelace')

    expect(await there.userId()).toBe(await guest.userId())
  })

  test('FC-27 is another account at each provider, and an address joins them no more', async ({ elsewhere, guest }) => {
    await guest.logInThrough('the local provider', 'Grace Hopper')
    await guest.postpones('You came without an e-mail address.')
    await guest.sees('Grace Hopper')
    const there = new Guest(elsewhere)
    await there.logInThrough('Google', 'Grace Hopper')
    await there.postpones('You came without an e-mail address.')
    await there.sees('Grace Hopper')
    expect(await there.userId()).not.toBe(await guest.userId())

    await guest.logOut()
    await guest.logInThrough('the local provider', 'Ada Lovelace')
    await guest.sees('Ada Lovelace')
    await there.logOut()
    await there.logInThrough('Google', 'Ada Lovelace')

    await there.isTold('That address has an account already')
    await there.seesNobody()
  })

  test('FC-24 Back after the login opens no callback again: whoever is logged in stays so', async ({ guest, page }) => {
    const callbacks: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/callback?')) callbacks.push(request.url())
    })
    await page.goto('/countries')
    await page.getByRole('banner').getByRole('link', { name: 'Log in' }).click()
    await guest.leaveFor('the local provider')
    await guest.choose('Ada Lovelace')
    await guest.sees('Ada Lovelace')

    const isBack = () => new URL(page.url()).pathname === '/countries'
    // Between the two sites the browser takes another process, and for an instant there is no page to go back on.
    await expect(async () => {
      await page.waitForLoadState()
      if (!isBack()) await page.goBack()
      expect(isBack()).toBe(true)
    }).toPass()

    await expect(page.getByRole('heading', { level: 1, name: 'Countries' })).toBeVisible()
    await guest.sees('Ada Lovelace')
    expect(callbacks).toHaveLength(1)
  })
})
