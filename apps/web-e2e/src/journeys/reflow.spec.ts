import { expect, test } from './journey.ts'
import { overflowOf } from './overflow-of.ts'
import { Visitor } from './visitor.ts'

// WCAG 1.4.10: as wide as the narrowest phone, or a wide screen at 400 %.
test.use({ viewport: { width: 320, height: 640 } })

test('every page fits a screen of 320 px, the longest name included', async ({ page }) => {
  const somebody = new Visitor(page, 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 100))
  for (const path of ['/', '/login', '/register', '/countries', '/under-the-hood', '/nowhere']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await overflowOf(page), `${path}, logged out`).toBe(0)
  }

  await somebody.register()
  for (const path of ['/', '/profile', '/countries', '/under-the-hood']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await overflowOf(page), `${path}, logged in`).toBe(0)
  }
})
