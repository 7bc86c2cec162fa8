import { DatabaseSync } from 'node:sqlite'
import type { DeviceSessions } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
  'Version/18.5 Mobile/15E148 Safari/604.1'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada, logged in on a laptop and later on a phone. */
async function twoDevices() {
  const test = await testApp()
  const laptop = new Browser(test.app, { 'user-agent': firefox })
  const phone = new Browser(test.app, { 'user-agent': safari })
  await laptop.register()
  test.pass(60)
  await phone.logIn({ remember: true })
  return { ...test, laptop, phone }
}

const listOf = async (browser: Browser) => (await browser.get('/auth/sessions')).json<DeviceSessions>().sessions

describe('GET /auth/sessions', () => {
  it('ASVS 7.5.2 lists where the user is logged in, this session first', async () => {
    const { laptop } = await twoDevices()

    expect(await listOf(laptop)).toEqual([
      {
        id: expect.stringMatching(/^ses_/) as string,
        current: true,
        device: { browser: 'Firefox', os: 'Linux' },
        ip: '127.0.0.1',
        createdAt: '2026-01-01T12:00:00.000Z',
        lastSeenAt: '2026-01-01T12:00:00.000Z',
        persistent: false,
        methods: ['password'],
      },
      expect.objectContaining({ current: false, device: { browser: 'Safari', os: 'iOS' }, persistent: true }),
    ])
  })

  it('ASVS 7.5.2 shows no token, no hash and nobody else', async () => {
    const { app, laptop, phone, file } = await twoDevices()
    await new Browser(app).register(bob)
    const database = new DatabaseSync(file, { readOnly: true })
    const hashes = database.prepare('select token_hash from coatcheck_sessions').all()
    database.close()

    const answer = await laptop.get('/auth/sessions')

    expect(answer.json<DeviceSessions>().sessions).toHaveLength(2)
    const secrets = [...laptop.cookies.values(), ...phone.cookies.values(), ...hashes.map((row) => row['token_hash'])]
    for (const secret of secrets) expect(answer.body).not.toContain(String(secret))
  })

  it('leaves out what has expired', async () => {
    const { laptop, phone, pass } = await twoDevices()
    pass(31 * 60)

    expect((await laptop.get('/auth/sessions')).statusCode).toBe(401)
    expect(await listOf(phone)).toHaveLength(1)
  })

  it('is no activity', async () => {
    const { laptop, pass } = await twoDevices()
    const before = await listOf(laptop)
    pass(5 * 60)

    expect(await listOf(laptop)).toEqual(before)
  })

  it.each([
    ['nothing', ''],
    ['rubbish', '\u00ff<script>alert(1)</script>'],
    ['9 kB', ' ('.repeat(4500)],
  ])('FC-42 says that it does not know a browser that sends %s', async (_what, userAgent) => {
    const { app } = await testApp()
    const browser = new Browser(app, { 'user-agent': userAgent })
    await browser.register()

    expect((await listOf(browser))[0]?.device).toEqual({ browser: null, os: null })
  })

  it('FC-42 keeps no more than 512 characters of a user agent', async () => {
    const { app, file } = await testApp()
    await new Browser(app, { 'user-agent': firefox.padEnd(8000, 'x') }).register()

    const database = new DatabaseSync(file, { readOnly: true })
    const row = database.prepare('select length(user_agent) as length from coatcheck_sessions').get()
    database.close()

    expect(row?.['length']).toBe(512)
  })
})

describe('DELETE /auth/sessions/:id', () => {
  it('L3 ASVS 7.5.2 ends another session, which is told that it was revoked', async () => {
    const { laptop, phone } = await twoDevices()
    const id = (await listOf(laptop)).find(({ current }) => !current)?.id ?? ''

    expect((await laptop.send('DELETE', `/auth/sessions/${id}`)).statusCode).toBe(204)

    const refused = await phone.get('/auth/me')
    expect(refused.json()).toMatchObject({ code: 'unauthenticated', reason: 'revoked' })
    expect(refused.headers['set-cookie']).toBeUndefined()
    expect((await laptop.get('/auth/me')).statusCode).toBe(200)
  })

  it('logs out when it is the own session', async () => {
    const { laptop, phone } = await twoDevices()
    const id = (await listOf(laptop)).find(({ current }) => current)?.id ?? ''

    expect((await laptop.send('DELETE', `/auth/sessions/${id}`)).statusCode).toBe(204)

    expect(laptop.cookies.has('__Host-sid')).toBe(false)
    expect((await phone.get('/auth/me')).statusCode).toBe(200)
  })

  it("FC-6 answers 404 for somebody else's session and leaves it alone", async () => {
    const { app, laptop } = await twoDevices()
    const stranger = new Browser(app)
    await stranger.register(bob)
    const id = (await listOf(stranger))[0]?.id ?? ''

    expect((await laptop.send('DELETE', `/auth/sessions/${id}`)).body).toContain('not_found')
    expect((await stranger.get('/auth/me')).statusCode).toBe(200)
  })

  it.each(['ses_unknown', '%00', '__proto__', "' or 1=1 --", 'x'.repeat(90)])('answers 404 for %j', async (id) => {
    const { laptop, rows } = await twoDevices()

    expect((await laptop.send('DELETE', `/auth/sessions/${encodeURIComponent(id)}`)).statusCode).toBe(404)
    expect(rows('coatcheck_sessions')).toBe(2)
  })

  it('answers 404 for one that was ended before', async () => {
    const { laptop } = await twoDevices()
    const id = (await listOf(laptop)).find(({ current }) => !current)?.id ?? ''
    await laptop.send('DELETE', `/auth/sessions/${id}`)

    expect((await laptop.send('DELETE', `/auth/sessions/${id}`)).statusCode).toBe(404)
  })
})

describe('DELETE /auth/sessions', () => {
  it('L3 ASVS 7.4.3 ends all other sessions and keeps this one', async () => {
    const { app, laptop, phone } = await twoDevices()
    const tablet = new Browser(app)
    await tablet.logIn()

    expect((await laptop.send('DELETE', '/auth/sessions')).statusCode).toBe(204)

    expect((await phone.get('/auth/me')).json()).toMatchObject({ reason: 'revoked' })
    expect((await tablet.get('/auth/status')).json()).toMatchObject({ authenticated: false, reason: 'revoked' })
    expect((await laptop.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-6 touches nobody else', async () => {
    const { app, laptop } = await twoDevices()
    const stranger = new Browser(app)
    await stranger.register(bob)

    await laptop.send('DELETE', '/auth/sessions')

    expect((await stranger.get('/auth/me')).statusCode).toBe(200)
  })

  it('answers 204 when there is no other', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register(ada)

    expect((await browser.send('DELETE', '/auth/sessions')).statusCode).toBe(204)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('ASVS 3.5.1 is refused when another site makes the browser send it', async () => {
    const { laptop, phone } = await twoDevices()

    const answer = await laptop.send('DELETE', '/auth/sessions', undefined, { 'sec-fetch-site': 'cross-site' })

    expect(answer.json()).toMatchObject({ code: 'csrf_rejected' })
    expect((await phone.get('/auth/me')).statusCode).toBe(200)
  })
})
