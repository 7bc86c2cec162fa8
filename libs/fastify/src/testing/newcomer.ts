import { loginAs } from '../testing.ts'
import { Browser } from './browser.ts'
import { ada, noon, type TestApp } from './test-app.ts'

let count = 0

/**
 * The browser of somebody new who has Ada's password (she must have registered), logged in and stepped up. Nothing is
 * hashed for it and no try is counted, so a test may have hundreds.
 */
export async function newcomer({ app, store }: TestApp): Promise<Browser> {
  count += 1
  const id = `usr_newcomer_${String(count)}`
  const email = `${id}@example.org`
  const record = { id, name: 'Grace Hopper', email, emailCanonical: email, emailVerified: false }
  const hash = await store.passwords.find((await store.users.findByEmail(ada.email))?.id ?? '')
  await store.users.create(
    { ...record, roles: ['user'], locale: 'en', createdAt: noon, version: 1, pictureVersion: null },
    hash ?? '',
  )

  const session = await loginAs(app, id, { reauthenticated: true })
  const browser = new Browser(app)
  browser.cookies.set('__Host-sid', session.cookie.replace('__Host-sid=', ''))
  return browser
}
