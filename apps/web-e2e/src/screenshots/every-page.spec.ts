import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../journeys/provider-journey.ts'
import { lookAtProviderPages } from '../journeys/provider-pages.ts'
import { Visitor } from '../journeys/visitor.ts'
import { writeContactSheet } from './contact-sheet.ts'

const folder = fileURLToPath(new URL('../../../../dist/screenshots/', import.meta.url))

const openPages = {
  home: '/',
  login: '/login',
  register: '/register',
  countries: '/countries',
  'not-found': '/nowhere',
}
const pagesOfTheirOwn = {
  'home-logged-in': '/',
  profile: '/profile',
  devices: '/devices',
  security: '/security',
  account: '/account',
  'countries-logged-in': '/countries',
  'under-the-hood': '/under-the-hood',
  forbidden: '/staff-room',
}
const widths = { narrow: 360, wide: 1280 }
const taken: string[] = []

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, width] of Object.entries(widths)) {
    test.describe(`${name} and ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' })

      const take = async (page: Page, what: string) => {
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.evaluate(() => document.fonts.ready)
        await page.waitForLoadState('load')
        const file = `${what}-${name}-${colorScheme}.png`
        await page.screenshot({ path: join(folder, file), fullPage: true })
        taken.push(file)
      }

      test('every page', async ({ ada, elsewhere, page }) => {
        test.slow()
        for (const [what, path] of Object.entries(openPages)) {
          await page.goto(path)
          await take(page, what)
        }
        await ada.register()
        const adaElsewhere = new Visitor(elsewhere, ada.name, ada.email)
        await elsewhere.goto('/login')
        await adaElsewhere.logIn()
        await adaElsewhere.seesTheirName()
        for (const [what, path] of Object.entries(pagesOfTheirOwn)) {
          await page.goto(path)
          await ada.seesTheirName()
          await take(page, what)
        }

        await page.goto('/account')
        await page.getByRole('button', { name: 'Delete the account…' }).click()
        await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await take(page, 'password-asked-for')
        await page.keyboard.press('Escape')

        await adaElsewhere.endOtherSessions()
        await expect(page.getByText('You were logged out from another device.')).toBeVisible()
        await take(page, 'logged-out-from-elsewhere')
      })

      test('every page that providers bring along', async ({ guest, page }) => {
        test.slow()
        await lookAtProviderPages(guest, page, (what) => take(page, what))
      })
    })
  }
}

test.afterAll(() => {
  writeContactSheet(folder, taken)
})
