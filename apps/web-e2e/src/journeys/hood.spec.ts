import { expect, test } from './journey.ts'

test('under the hood nothing of somebody stays after the logout', async ({ ada, page }) => {
  await ada.register()
  await page.goto('/under-the-hood')
  await expect(page.getByText(ada.email)).toBeVisible()
  await expect(page.getByText('of the token; the token itself is kept nowhere')).toBeVisible()

  await ada.logOut()

  await expect(page.getByText('No row. Visitors are not kept')).toBeVisible()
  await expect(page.getByText(ada.email)).toBeHidden()
})

test('ASVS 3.3.4 under the hood shows everything about the ticket but the ticket', async ({ ada, context, page }) => {
  await ada.register()
  const answers: string[] = []
  page.on('response', async (response) => {
    const text = await response.text().catch(() => '')
    answers.push(text, JSON.stringify(Object.entries(response.headers()).filter(([name]) => name !== 'set-cookie')))
  })
  await page.goto('/under-the-hood')
  await expect(page.getByRole('region', { name: 'Wire' }).getByText('43 characters, sealed').first()).toBeVisible()
  await page.getByRole('button', { name: 'Copy and replay it' }).click()
  await expect(page.getByText('Refused: 401 unauthenticated')).toBeVisible()

  const shown = [await page.content(), ...answers].join('\n')
  const cookies = await context.cookies()
  expect(cookies.map(({ name }) => name).toSorted()).toEqual(['device', 'sid'])
  for (const { value } of cookies) expect(shown).not.toContain(value)
})

test('every attack under the hood comes to nothing', async ({ ada, page }) => {
  await ada.register()
  await page.goto('/under-the-hood')
  await expect(page.getByRole('region', { name: 'Server' }).getByText('Last seen')).toBeVisible()
  const attacks = [
    ['Read it', 'Not there', 'document.cookie'],
    ['Send the form', 'Refused: 403 csrf_rejected', 'Origin: null · Sec-Fetch-Site: cross-site · no cookie'],
    ['Ask', 'Refused: 401 unauthenticated', "with credentials: 'omit'"],
    ['Copy and replay it', 'Refused: 401 unauthenticated', 'with an invented ticket'],
    ['Spread it', 'Not believed', 'asked GET /auth/status'],
    ['Log me out meanwhile', 'Still logged out', 'Set-Cookie: none'],
  ] as const

  for (const [button, verdict, proof] of attacks) {
    const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: button, exact: true }) })
    await row.getByRole('button').click()
    await expect(row.getByRole('status')).toContainText(verdict, { timeout: 15_000 })
    await expect(row.getByRole('status')).toContainText(proof)
  }
})

test('under the hood a tab watches what happens elsewhere', async ({ ada, context, page }) => {
  await ada.register()
  await page.goto('/under-the-hood')
  const log = page.getByRole('log')
  await expect(log.getByText('GET /auth/status').first()).toBeVisible()

  const other = await context.newPage()
  await other.goto('/')
  await other.evaluate(async (password) => {
    const send = (method: string, path: string, body: object) =>
      fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    await send('POST', '/auth/session/reauthenticate', { password })
    await send('PATCH', '/auth/me', { name: 'Ada King' })
  }, ada.password)

  await expect(log.getByText('The profile has changed')).toBeVisible()
})
