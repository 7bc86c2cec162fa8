import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../journeys/journey.ts'
import { Visitor } from '../journeys/visitor.ts'

const docs = fileURLToPath(new URL('../../../../docs/', import.meta.url))

test.use({ viewport: { width: 1120, height: 720 }, deviceScaleFactor: 1.5, reducedMotion: 'reduce' })

test('the pictures of the README', async ({ elsewhere, page }) => {
  const ada = new Visitor(page, 'Ada Lovelace', 'ada@example.org')
  await ada.register()
  const adaElsewhere = new Visitor(elsewhere, ada.name, ada.email)
  await elsewhere.goto('/login')
  await adaElsewhere.logIn()
  await adaElsewhere.seesTheirName()
  const take = async (target: Page, path: string, file: string) => {
    await target.goto(path)
    await ada.seesTheirName()
    await expect(target.getByRole('heading', { level: 1 })).toBeVisible()
    await target.evaluate(() => document.fonts.ready)
    await target.screenshot({ path: join(docs, file) })
  }

  await take(page, '/', 'home.png')
  await take(page, '/devices', 'devices.png')
  await page.setViewportSize({ width: 1120, height: 900 })
  await take(page, '/under-the-hood', 'under-the-hood.png')
})
