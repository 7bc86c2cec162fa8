import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './journey.ts'

const built = join(import.meta.dirname, '../../../web/dist/browser')

test.describe('the dialogs of a session', () => {
  test('come once somebody is logged in, and not before', async ({ ada, page }) => {
    const scripts: string[] = []
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname))
    await page.goto('/countries', { waitUntil: 'networkidle' })
    expect(scripts).not.toContain(dialogs())
    await ada.register()
    await expect.poll(() => scripts).toContain(dialogs())
  })

  test('FC-48 let nobody wait for them when their code is gone, and a new document has them', async ({ ada, page }) => {
    // As after a deployment, for somebody whose document is from before.
    await page.route(`**${dialogs()}`, (route) => route.fulfill({ status: 404 }))
    await ada.register()
    await page.goto('/account')
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
    const alert = page.locator('app-dialogs-missing').getByRole('alert')
    await expect(alert).toContainText('You have to confirm that it is you')

    await page.unroute(`**${dialogs()}`)
    await alert.getByRole('button', { name: 'Reload the page' }).click()
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText('delete your account')
  })

  test('ask when their code comes late', async ({ ada, page }) => {
    await ada.register()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<unknown>()
    await page.route(`**${dialogs()}`, async (route) => {
      await arrived
      await route.continue()
    })
    await page.goto('/account')
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    const refused = page.waitForResponse((response) => response.status() === 403)
    await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
    await refused
    arrive(null)
    await expect(page.getByRole('dialog')).toContainText('delete your account')
  })
})

/** The path of the script that they are in, as built. */
function dialogs(): string {
  const names = readdirSync(built).filter((name) => name.endsWith('.js'))
  const name = names.find((name) => readFileSync(join(built, name), 'utf8').includes('coat-reauthentication-title'))
  if (name === undefined) throw new Error('No script has the dialogs.')
  return `/${name}`
}
