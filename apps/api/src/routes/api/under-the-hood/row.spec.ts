import { loginAs } from '@coatcheck/fastify/testing'
import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { loggedInApi } from '../../../testing/logged-in-api.ts'
import { testApi } from '../../../testing/test-api.ts'

const url = '/api/under-the-hood'
const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }
const noon = Date.UTC(2026, 0, 1, 12)

const tokenOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1)

describe('GET /api/under-the-hood', () => {
  it('answers 401 to whoever is not logged in', async () => {
    const { get } = await testApi()

    expect((await get(url)).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('tells people what is kept of their session', async () => {
    const { logIn } = await loggedInApi({ clock: () => noon })
    const session = await logIn({ userAgent: 'Firefox', reauthenticated: true })

    const { row } = (await session.inject(url)).json()

    expect(row).toEqual({
      id: session.id,
      tokenHashStart: hash('sha256', tokenOf(session.cookie), 'base64url').slice(0, 8),
      createdAt: '2026-01-01T12:00:00.000Z',
      authenticatedAt: '2026-01-01T12:00:00.000Z',
      lastSeenAt: '2026-01-01T12:00:00.000Z',
      idleExpiresAt: '2026-01-01T12:30:00.000Z',
      absoluteExpiresAt: '2026-01-02T00:00:00.000Z',
      reauthenticatedUntil: '2026-01-01T12:10:00.000Z',
      persistent: false,
      methods: ['password'],
      ip: '127.0.0.1',
      userAgent: 'Firefox',
      dataKeys: 0,
    })
  })

  it('tells how the cookie was handed out, and with which name and length it came back', async () => {
    const { session } = await loggedInApi()

    const { cookie, arrived } = (await session.inject(url)).json()

    expect(cookie).toEqual({ name: 'sid', httpOnly: true, secure: false, sameSite: 'lax', path: '/' })
    expect(arrived.cookies).toEqual([{ name: 'sid', length: 43 }])
  })

  it('tells of Secure where there is https', async () => {
    const { app, ask } = await testApi({ publicUrl: 'https://shop.example' })
    const { userId } = (await ask('POST', '/auth/register', ada, { host: 'shop.example' })).json()

    const { cookie } = (await (await loginAs(app, userId)).inject(url)).json()

    expect(cookie).toMatchObject({ name: '__Host-sid', secure: true })
  })

  it('counts what a handler has kept with the login', async () => {
    const { session } = await loggedInApi()
    await session.inject({ method: 'PUT', url: '/api/countries/IS/visited', payload: { visited: true } })

    expect((await session.inject(url)).json().row.dataKeys).toBe(1)
  })

  it('shows the headers that tell of a browser, and only counts the others', async () => {
    const { session } = await loggedInApi()
    const headers = { 'user-agent': 'Firefox', authorization: 'Bearer secret', 'x-of-the-proxy': 'secret' }

    const { arrived } = (await session.inject({ url, headers })).json()

    expect(arrived.headers).toContainEqual({ name: 'sec-fetch-site', value: 'same-origin' })
    expect(arrived.headers).toContainEqual({ name: 'user-agent', value: 'Firefox' })
    expect(arrived.otherHeaders).toBe(2)
  })

  it('ASVS 3.3.4 never contains the token, nor any other value of a cookie, nor the whole hash', async () => {
    const { session } = await loggedInApi()
    const token = tokenOf(session.cookie)
    const cookie = `${session.cookie}; other=planted-value; nameless-value`
    const headers = { cookie, authorization: 'Bearer planted-bearer', 'x-under-the-hood': '1' }

    const answer = await session.inject({ url, headers })

    const everything = JSON.stringify([answer.body, answer.headers])
    for (const secret of [token, hash('sha256', token, 'base64url'), 'planted', 'nameless-value']) {
      expect(everything).not.toContain(secret)
    }
  })

  it('changes nothing: no cookie, nothing for a cache, and no longer life when asked in the background', async () => {
    let now = noon
    const { session } = await loggedInApi({ clock: () => now })
    now += 10 * 60_000

    const answer = await session.inject({ url, headers: { 'x-auth-background': '1' } })
    const { row } = (await session.inject({ url, headers: { 'x-auth-background': '1' } })).json()

    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store' })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(row.lastSeenAt).toBe('2026-01-01T12:00:00.000Z')
  })

  it('shows each session itself and no other', async () => {
    const { session, logIn } = await loggedInApi()
    const other = await logIn()

    const answers = [await session.inject(url), await other.inject(url)]

    expect(answers.map((answer) => answer.json().row.id)).toEqual([session.id, other.id])
  })
})
