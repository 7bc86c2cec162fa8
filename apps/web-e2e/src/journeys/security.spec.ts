import { expect, test } from './journey.ts'

test.describe('the content security policy', () => {
  test('refuses what the app does not need, and says so in the console', async ({ page, complaints }) => {
    await page.goto('/')

    await page.evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/spy.png' }))
    })

    await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining('img-src')])
  })

  test('lets every page of the app work without a complaint', async ({ ada, page }) => {
    await ada.register()
    for (const path of ['/', '/profile', '/countries', '/under-the-hood', '/nowhere']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
    }
  })
})
