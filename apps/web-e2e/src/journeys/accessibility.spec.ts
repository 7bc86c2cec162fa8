import { expect, test } from './journey.ts'
import { violationsOn } from './violations-on.ts'

const openPages = ['/', '/login', '/register', '/countries', '/under-the-hood', '/forbidden', '/nowhere']
const pagesOfTheirOwn = ['/', '/profile', '/devices', '/security', '/account', '/staff-room', '/under-the-hood']

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' })

    for (const path of openPages) {
      test(`${path} can be used by everybody`, async ({ page }) => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.waitForLoadState('networkidle')

        expect(await violationsOn(page)).toEqual([])
      })
    }

    test('every page can be used by everybody who is logged in', async ({ ada, page }) => {
      await ada.register()
      for (const path of [...pagesOfTheirOwn, '/countries']) {
        await test.step(path, async () => {
          await page.goto(path)
          await ada.seesTheirName()
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

          expect.soft(await violationsOn(page), path).toEqual([])
        })
      }
    })

    test('the question for the password can be answered by everybody', async ({ ada, page }) => {
      await ada.register()
      await page.goto('/account')
      await page.getByRole('button', { name: 'Delete the account…' }).click()
      expect.soft(await violationsOn(page)).toEqual([])
      await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()

      expect(await violationsOn(page)).toEqual([])
    })
  })
}
