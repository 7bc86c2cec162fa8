import { expect, type Page } from '@playwright/test'
import type { Guest } from './guest.ts'

/** Goes through every page and state that providers bring along; `look` is told what is to be seen. */
export async function lookAtProviderPages(
  guest: Guest,
  page: Page,
  look: (what: string) => Promise<void>,
): Promise<void> {
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const providerButtons = () => page.getByRole('list', { name: 'Other ways to log in' }).getByRole('button')
  for (const path of ['/login', '/register']) {
    await page.goto(path)
    await expect(providerButtons()).toHaveCount(3)
    await look(path === '/login' ? 'login-with-providers' : 'register-with-providers')
  }
  for (const problem of ['denied', 'email_taken', 'provider_unavailable']) {
    await page.goto(`/login?problem=${problem}&provider=local`)
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible()
    await look(`login-${problem}`)
  }

  await guest.logInThrough('the local provider', 'Grace Hopper')
  await expect(heading('One more thing')).toBeVisible()
  await look('welcome')
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(page).toHaveURL('/')
  await look('home-without-address')
  await page.goto('/profile')
  await expect(heading('Grace Hopper')).toBeVisible()
  await look('profile-from-provider')
  await page.goto('/account')
  await expect(heading('Your picture')).toBeVisible()
  await look('account-from-provider')

  await page.goto('/security?problem=identity_taken&provider=google')
  await guest.isTold('That login belongs to another account')
  await expect(page.getByText('your only way in')).toBeVisible()
  await look('security-link-failed')
  await page.getByRole('button', { name: 'Link Google' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'the local provider' })).toBeVisible()
  await look('step-up-at-provider')
  await page.getByRole('dialog').getByRole('button', { name: 'the local provider' }).click()
  await guest.choose('Grace Hopper')
  await expect(page.getByText('your only way in')).toBeVisible()
  await page.getByRole('button', { name: 'Link Google' }).click()
  await guest.choose('Ada Lovelace')
  await page.getByRole('button', { name: 'Unlink Google' }).click()
  await expect(heading('Unlink Google?')).toBeVisible()
  await look('security-unlink')
}
