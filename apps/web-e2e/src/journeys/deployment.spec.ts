import type { Page } from '@playwright/test'
import { expect, test } from './journey.ts'

test.describe('a tab that was open during a deployment', () => {
  test('loads itself again with the next link', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await loseCode(page)

    await page.getByRole('navigation').getByRole('link', { name: 'Under the hood' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Under the hood' })).toBeVisible()
    await expect(page).toHaveURL('/under-the-hood')
  })

  test('leads on after the login', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()
    await page.goto('/profile')
    await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
    await loseCode(page)

    await ada.logIn()

    await expect(page.getByRole('heading', { level: 1, name: ada.name })).toBeVisible()
    await expect(page).toHaveURL('/profile')
  })

  test('loads itself only once when that does not help', async ({ page, complaints }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const documents = await loseCode(page, { forGood: true })

    await page.getByRole('navigation').getByRole('link', { name: 'Under the hood' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Nothing hangs here' })).toBeVisible()
    expect(documents).toEqual(['/under-the-hood'])
    expect(complaints.splice(0)).toEqual([expect.stringContaining('dynamically imported module')])
  })
})

/** Whatever code this document has not loaded yet is gone; a new document gets all of it again, unless it is for good. */
async function loseCode(page: Page, { forGood = false } = {}): Promise<string[]> {
  const documents: string[] = []
  const lost = new Set<string>()
  await page.route('**/*', async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (request.isNavigationRequest()) documents.push(pathname)
    if (request.resourceType() === 'script' && documents.length === 0) lost.add(pathname)
    const isLost = lost.has(pathname) && (forGood || documents.length === 0)
    await (isLost ? route.fulfill({ status: 404 }) : route.continue())
  })
  return documents
}
