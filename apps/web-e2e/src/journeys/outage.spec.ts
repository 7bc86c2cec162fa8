import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { type PostgresServer, startPostgres } from '../../../../tools/servers/start-postgres.ts'
import { ApiProcess } from '../server/api-process.ts'
import { expect, test } from './journey.ts'

const minute = 60_000

test.describe('a store that is down for a minute', () => {
  test.describe.configure({ timeout: 180_000 })
  let postgres: PostgresServer
  let api: ApiProcess
  let url: string

  test.beforeAll(async () => {
    postgres = await startPostgres()
    api = new ApiProcess({ DATABASE_URL: (await createDatabase(postgres)).url })
    url = await api.start()
  })
  test.afterAll(async () => {
    await api.stop()
    api.removeFiles()
    await postgres.remove()
  })

  test('L2 FC-48 logs nobody out, is said on every page, and is over by itself', async ({ ada, page }) => {
    await ada.register(`${url}/register`)
    const banner = page.getByText('The server is out of reach. You stay logged in; this page keeps trying.')
    const places = page.getByRole('navigation', { name: 'Pages' })
    await places.getByRole('link', { name: 'Countries' }).click()
    await expect(page.getByRole('checkbox').first()).toBeVisible()

    await postgres.kill()
    const begun = Date.now()
    await page.getByRole('checkbox').first().click()
    await expect(banner).toBeVisible()

    await ada.header.getByRole('button', { name: 'Log out' }).click()
    await expect(page.getByText('You are still logged in here.')).toBeVisible()
    while (Date.now() - begun < minute) {
      for (const name of ['Profile', 'Countries', 'Security']) {
        await places.getByRole('link', { name }).click()
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await ada.seesTheirName()
        await expect(banner).toBeVisible()
      }
      await page.waitForResponse((response) => response.status() === 503)
    }
    await page.goto(`${url}/profile`)
    await expect(page.getByText('The server is out of reach.')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toHaveCount(0)
    await expect(page).toHaveURL(/\/profile$/)

    await postgres.start()

    await ada.seesTheirName()
    await expect(page.getByText('The server is out of reach.')).toHaveCount(0)
    await expect(page).toHaveURL(/\/profile$/)
  })
})
