import type { Page } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { expect, test } from './journey.ts'

const picture = fileURLToPath(new URL('../../../../tools/identity-provider/pictures/ada.png', import.meta.url))

test.describe("a picture of one's own", () => {
  test('stands in the header of every tab once it is chosen, and initials do once it is removed', async ({
    ada,
    context,
    page,
  }) => {
    await ada.register()
    const otherTab = await context.newPage()
    await otherTab.goto('/countries')
    await page.goto('/account')
    await expect(ada.header.locator('coat-avatar')).toHaveText('AL')

    await choose(page, picture)
    await page.getByRole('button', { name: 'Use this picture' }).click()

    await expect.poll(() => widthInHeader(page)).toBeGreaterThan(0)
    await expect.poll(() => widthInHeader(otherTab)).toBeGreaterThan(0)
    await page.reload()
    await expect.poll(() => widthInHeader(page)).toBeGreaterThan(0)

    await page.getByRole('button', { name: 'Remove the picture' }).click()
    await expect(ada.header.locator('coat-avatar')).toHaveText('AL')
    await expect(otherTab.locator('header coat-avatar')).toHaveText('AL')
    await page.reload()
    await expect(ada.header.locator('coat-avatar')).toHaveText('AL')
  })

  test('is made small in the browser, however large it is', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/account')
    const photo = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(4000, 3000)
      const brush = canvas.getContext('2d')
      for (let x = 0; x < 4000; x += 40) {
        if (brush) brush.fillStyle = `hsl(${x / 12} 80% 50%)`
        brush?.fillRect(x, 0, 40, 3000)
      }
      const blob = await canvas.convertToBlob({ type: 'image/png' })
      return Array.from(new Uint8Array(await blob.arrayBuffer()))
    })
    const sent = page.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith('/me/picture'))

    await choose(page, { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(photo) })
    await page.getByRole('button', { name: 'Use this picture' }).click()
    expect(Number((await (await sent).allHeaders())['content-length'])).toBeLessThan(200_000)

    await expect.poll(() => widthInHeader(page)).toBeGreaterThan(0)
    expect(await widthInHeader(page)).toBeLessThanOrEqual(1024)
  })

  test('is no page with a script, and no text that says it is one: nothing is sent, and the page says why', async ({
    ada,
    page,
  }) => {
    await ada.register()
    await page.goto('/account')
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent.push(request.url())
    })
    const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "evil"</script></svg>'

    for (const [name, mimeType, text] of [
      ['evil.svg', 'image/svg+xml', script],
      ['evil.png', 'image/png', script],
      ['evil.html', 'text/html', script],
      ['broken.png', 'image/png', '\u0089PNG\r\n\u001a\nnothing'],
    ] as const) {
      await test.step(name, async () => {
        await choose(page, { name, mimeType, buffer: Buffer.from(text, 'latin1') })
        await expect(page.getByRole('region', { name: 'Your picture' }).getByRole('alert')).not.toBeEmpty()
        await expect(page.getByRole('button', { name: 'Use this picture' })).toHaveCount(0)
      })
    }

    expect(sent).toEqual([])
    await expect(page).not.toHaveTitle(/evil/)
    await expect(ada.header.locator('coat-avatar')).toHaveText('AL')
  })
})

type File = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]

async function choose(page: Page, file: File): Promise<void> {
  await page.getByLabel(/Choose (a picture|another)…/).setInputFiles(file)
}

/** How wide the picture in the header really is, in pixels. */
function widthInHeader(page: Page): Promise<number> {
  return page
    .locator('header coat-avatar img')
    .evaluateAll(([image]) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
}
