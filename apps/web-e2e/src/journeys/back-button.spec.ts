import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, test } from './journey.ts'
import { Visitor } from './visitor.ts'

// Playwright switches the back/forward cache off; people have it on.
test.use({
  launchOptions: ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

test.describe('the back button', () => {
  let otherSite: Server
  let otherSiteUrl: string

  test.beforeAll(async () => {
    otherSite = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>Elsewhere</title><p>Elsewhere</p>')
    })
    await new Promise<void>((resolve) => otherSite.listen(0, '127.0.0.1', resolve))
    otherSiteUrl = `http://127.0.0.1:${(otherSite.address() as AddressInfo).port}/`
  })
  test.afterAll(() => {
    otherSite.closeAllConnections()
    otherSite.close()
  })

  test('brings a page of this browser back from its cache', async ({ page }) => {
    await watchComingBack(page)
    await page.goto(otherSiteUrl)

    await page.goto('/healthz')
    await page.goBack({ waitUntil: 'commit' })

    await expect.poll(() => cameBackWith(page)).toBe('Elsewhere')
  })

  for (const path of ['/profile', '/devices', '/account']) {
    test(`FC-48 shows nothing private of ${path} after a logout in another tab`, async ({ ada, context, page }) => {
      await watchComingBack(page)
      await ada.register()
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.goto(otherSiteUrl)
      const otherTab = new Visitor(await context.newPage(), ada.name)
      await otherTab.page.goto('/')
      await otherTab.logOut()

      await page.goBack({ waitUntil: 'commit' })

      await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
      expect((await cameBackWith(page)) ?? '').not.toMatch(new RegExp(`${ada.name}|${ada.email}`))
    })
  }

  test('FC-48 shows nothing private after the session was ended from another device', async ({
    ada,
    elsewhere,
    page,
  }) => {
    await watchComingBack(page)
    await ada.register()
    await page.goto('/profile')
    await ada.seesTheirName()
    await page.goto(otherSiteUrl)
    const otherDevice = new Visitor(elsewhere, ada.name, ada.email)
    await otherDevice.endOtherSessions()

    await page.goBack({ waitUntil: 'commit' })

    await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
    // The cookie of this browser has not changed. If it kept the page all the same, the page came back empty.
    expect((await cameBackWith(page)) ?? '').not.toMatch(new RegExp(`${ada.name}|${ada.email}`))
  })

  test('keeps the page of somebody who is still logged in', async ({ ada, page }) => {
    await ada.register()
    await page.goto('/profile')
    await ada.seesTheirName()
    await page.goto(otherSiteUrl)

    await page.goBack({ waitUntil: 'commit' })

    await ada.seesTheirName()
    await expect(page).toHaveURL('/profile')
  })
})

/** Keeps what could be read on a page at the very moment at which it came back; a page may load itself anew then. */
async function watchComingBack(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener(
      'pageshow',
      ({ persisted }) => {
        if (persisted) sessionStorage.setItem('came back with', document.body.innerText)
      },
      { capture: true },
    )
  })
}

/** What could be read then, or null if the page did not come back from the cache. */
function cameBackWith(page: Page): Promise<string | null> {
  return page.evaluate(() => sessionStorage.getItem('came back with'))
}
