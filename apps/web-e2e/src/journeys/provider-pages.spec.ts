import type { Page } from '@playwright/test'
import { overflowOf } from './overflow-of.ts'
import { expect, test } from './provider-journey.ts'
import { lookAtProviderPages } from './provider-pages.ts'
import { tabTo } from './tab-to.ts'
import { violationsOn } from './violations-on.ts'

test.describe('whatever providers bring along', () => {
  test.use({ reducedMotion: 'reduce' })

  test('can be used by everybody', async ({ guest, page }) => {
    await lookAtProviderPages(guest, page, async (what) => {
      expect.soft(await violationsOn(page), what).toEqual([])
    })
  })
})

test.describe('in dark colours', () => {
  test.use({ colorScheme: 'dark', reducedMotion: 'reduce' })

  test('whatever providers bring along can be read', async ({ guest, page }) => {
    await lookAtProviderPages(guest, page, async (what) => {
      expect.soft(await violationsOn(page, 'color-contrast'), what).toEqual([])
    })
  })
})

test.describe('on a screen of 320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('whatever providers bring along fits', async ({ guest, page }) => {
    await lookAtProviderPages(guest, page, async (what) => {
      expect.soft(await overflowOf(page), what).toBe(0)
    })
  })
})

test('a keyboard alone is enough to log in at a provider, and to link another', async ({ guest, page }) => {
  await page.goto('/login')
  await press(page, 'Log in with the local provider')
  await press(page, 'Cancel')
  await guest.isTold('You turned back at the local provider')
  await press(page, 'Try again with the local provider')
  await press(page, /^Log in as Grace Hopper/)

  await expect(page.getByRole('heading', { level: 1, name: 'One more thing' })).toBeVisible()
  await press(page, 'Not now')
  await guest.sees('Grace Hopper')
  await tabTo(page, page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Security' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeFocused()
  await press(page, 'Link Google')
  const prompt = page.getByRole('dialog')
  await expect(prompt).toBeVisible()
  await tabTo(page, prompt.getByRole('button', { name: 'the local provider' }))
  await page.keyboard.press('Enter')
  await press(page, /^Log in as Grace Hopper/)
  await press(page, 'Link Google')
  await press(page, 'Log in as Ada Lovelace')
  await press(page, 'Unlink Google: Ada Lovelace · ada.lovelace@example.com')
  await expect(page.getByRole('heading', { name: 'Unlink Google?' })).toBeFocused()
  await press(page, 'Unlink it')
  await expect(page.getByRole('heading', { name: 'Ways to log in' })).toBeFocused()
})

/** Goes to a button by Tab and presses it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Enter')
}
