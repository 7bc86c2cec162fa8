import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { authRequestsOf, expect, test } from './journey.ts'

const built = fileURLToPath(new URL('../../../web/dist/browser', import.meta.url))

test.describe('a guarded page', () => {
  test('is not even downloaded by somebody who may not see it', async ({ ada, elsewhere, page }) => {
    const itsScript = scriptThatSays('Delete it for good?')
    const strangersScripts = scriptsOf(elsewhere)
    await elsewhere.goto('/account')
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
    await elsewhere.waitForLoadState('networkidle')
    await ada.register()
    const scripts = scriptsOf(page)
    await page.goto('/account')
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()

    expect(scripts).toContain(itsScript)
    expect(strangersScripts.length).toBeGreaterThan(1)
    expect(strangersScripts).not.toContain(itsScript)
  })

  test('leads to "forbidden" without the role, never to the login, and is not downloaded', async ({ ada, page }) => {
    await ada.register()
    const scripts = scriptsOf(page)
    const authRequests = authRequestsOf(page)

    await page.goto('/staff-room')

    await expect(page).toHaveURL('/forbidden')
    await ada.seesTheirName()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(scripts).not.toContain(scriptThatSays('The staff room'))
    expect(authRequests).toEqual([])
  })

  test('leads to the login with the whole wanted URL, and back to it', async ({ ada, page }) => {
    await ada.register()
    await ada.logOut()

    await page.goto('/profile?tab=a%26b#end')

    await expect(page).toHaveURL('/login?returnUrl=%2Fprofile%3Ftab%3Da%2526b%23end')
    await ada.logIn()
    await expect(page).toHaveURL('/profile?tab=a%26b#end')
  })

  test('is left once, after one question, when three requests at once are told 401', async ({ ada, context, page }) => {
    await ada.register()
    await page.goto('/countries')
    const boxes = page.getByRole('checkbox')
    await expect(boxes.first()).toBeVisible()
    const authRequests = authRequestsOf(page)
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() === 401) refused.push(response.url())
    })
    await context.clearCookies()

    for (const index of [0, 1, 2]) await boxes.nth(index).dispatchEvent('click')

    await expect(page.getByRole('link', { name: 'Log in to see them' })).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(refused.length).toBeGreaterThanOrEqual(1)
    expect(authRequests.filter((path) => path === '/auth/status').length).toBeLessThanOrEqual(2)
  })
})

/** The paths of the scripts that the page loads from now on. */
function scriptsOf(page: Page): string[] {
  const paths: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) paths.push(pathname)
  })
  return paths
}

/** The path of the one script, as built, that says these words. */
function scriptThatSays(words: string): string {
  const names = readdirSync(built).filter((name) => name.endsWith('.js'))
  const [name, ...others] = names.filter((name) => readFileSync(join(built, name), 'utf8').includes(words))
  if (name === undefined || others.length > 0) throw new Error(`One script should say "${words}".`)
  return `/${name}`
}
