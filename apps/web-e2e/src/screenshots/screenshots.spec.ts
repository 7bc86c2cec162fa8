import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../journeys/journey.ts'

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url))

test.use({ viewport: { width: 1120, height: 720 }, deviceScaleFactor: 2, reducedMotion: 'reduce' })

test('home, for the README', async ({ ada, page }) => {
  await ada.register()
  await page.goto('/')
  await ada.seesTheirName()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => document.fonts.ready)

  await page.screenshot({ path: join(docs, 'home.png') })
})

test('under the hood, for the README', async ({ ada, page }) => {
  await ada.register()
  await page.goto('/under-the-hood')
  await expect(page.getByLabel('The answer to GET /auth/me')).toContainText(ada.name)
  await page.evaluate(() => document.fonts.ready)

  await page.screenshot({ path: join(docs, 'under-the-hood.png'), fullPage: true })
})
