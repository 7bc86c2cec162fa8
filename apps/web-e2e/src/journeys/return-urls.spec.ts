import { expect, test } from './provider-journey.ts'
import { Visitor } from './visitor.ts'

// The nastiest of those that `safe-return-url.spec.ts` of the server and of the browser have; the last ones are of our
// own origin, if one reads them rightly.
const afterPassword = [
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'javascript:document.title="evil"',
  '/%2F%2Fevil',
  '/a//evil',
]
const afterProvider = [
  '///evil.example',
  '\\\\evil.example',
  '/%2e%2e//evil.example',
  '/\r\n//evil.example',
  'https:evil.example',
  'data:text/html,<title>evil</title>',
  '/%5Cevil',
  '/@evil',
]

test.describe('a return URL', () => {
  test.describe.configure({ timeout: 90_000 })

  test.beforeEach(async ({ page }) => {
    await page.route(/evil\.example(:\d+)?\//, (route) => route.fulfill({ body: 'evil' }))
  })

  test('FC-19 never leads away after a login with a password', async ({ baseURL, page }) => {
    const ada = new Visitor(page, 'Ada King')
    await ada.register()
    for (const payload of afterPassword) {
      await test.step(JSON.stringify(payload), async () => {
        await ada.logOut()
        await page.goto(`/login?returnUrl=${encodeURIComponent(payload)}`)
        await ada.logIn()

        await ada.seesTheirName()
        await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toHaveCount(0)
        expect(new URL(page.url()).origin).toBe(baseURL)
        expect(new URL(page.url()).pathname).not.toMatch(/^\/\//)
        await expect(page).not.toHaveTitle(/evil/)
      })
    }
  })

  test('FC-19 never leads away after a login at a provider', async ({ baseURL, guest, page }) => {
    for (const payload of afterProvider) {
      await test.step(JSON.stringify(payload), async () => {
        await guest.logInThrough(
          'the local provider',
          'Ada Lovelace',
          `/login?returnUrl=${encodeURIComponent(payload)}`,
        )

        await guest.sees('Ada Lovelace')
        expect(new URL(page.url()).origin).toBe(baseURL)
        expect(new URL(page.url()).pathname).not.toMatch(/^\/\//)
        await expect(page).not.toHaveTitle(/evil/)
        await guest.logOut()
      })
    }
  })

  test('FC-19 never leads away from the start of a round trip, or back from a Cancel', async ({
    baseURL,
    guest,
    page,
  }) => {
    for (const payload of afterProvider.slice(0, 4)) {
      await test.step(JSON.stringify(payload), async () => {
        await page.goto(`/auth/providers/local/start?returnUrl=${encodeURIComponent(payload)}`)
        await guest.seesPageOf('the local provider')

        await guest.cancel()

        await guest.isTold('You turned back at the local provider')
        expect(new URL(page.url()).origin).toBe(baseURL)
        expect(new URL(page.url()).searchParams.get('returnUrl')).toBeNull()
      })
    }
  })
})
