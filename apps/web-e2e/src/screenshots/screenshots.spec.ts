import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../journeys/journey.ts'
import { Visitor } from '../journeys/visitor.ts'

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url))

test.use({ viewport: { width: 1120, height: 720 }, deviceScaleFactor: 1.5, reducedMotion: 'reduce' })

test('the picture of the README', async ({ page }) => {
  const ada = new Visitor(page, 'Ada Lovelace', 'ada@example.org')
  await ada.register()
  await page.goto('/')
  await ada.seesTheirName()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(docs, 'home.png') })
})
