import { describe, expect, it } from 'vitest'
import { loggedInApi } from '../../../testing/logged-in-api.ts'
import { testApi } from '../../../testing/test-api.ts'

const asked = { 'x-under-the-hood': '1' }
const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

const reportIn = (headers: Record<string, unknown>): unknown => {
  const report = headers['x-under-the-hood']
  return typeof report === 'string' ? JSON.parse(report) : null
}

describe('the report about cookies', () => {
  it('is there for those alone who ask for it', async () => {
    const { get } = await testApi()

    expect(reportIn((await get('/auth/status')).headers)).toBeNull()
    expect(reportIn((await get('/auth/status', asked)).headers)).toEqual({ cookies: [], setCookies: [] })
  })

  it('tells what came and what went, without a value', async () => {
    const { session } = await loggedInApi()
    const before = session.cookie
    const request = { method: 'POST', url: '/auth/session/reauthenticate', headers: asked } as const

    const { headers } = await session.inject({ ...request, payload: { password: ada.password } })

    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax']
    expect(reportIn(headers)).toEqual({
      cookies: [{ name: 'sid', length: 43 }],
      setCookies: [{ name: 'sid', length: 43, attributes }],
    })
    const report = String(headers['x-under-the-hood'])
    for (const cookie of [before, session.cookie]) expect(report).not.toContain(cookie.replace('sid=', ''))
  })

  it('tells of each of several cookies', async () => {
    const { ask } = await testApi()

    const { headers } = await ask('POST', '/auth/register', ada, asked)

    expect(reportIn(headers)).toMatchObject({ setCookies: [{ name: 'sid' }, { name: 'device' }] })
  })

  it('goes with refusals too', async () => {
    const { get } = await testApi()

    const answer = await get('/auth/me', { ...asked, cookie: 'theme=dark' })

    expect(reportIn(answer.headers)).toEqual({ cookies: [{ name: 'theme', length: 4 }], setCookies: [] })
  })

  it('stays away from what a cache may keep for others', async () => {
    const { get } = await testApi()

    expect(reportIn((await get('/main-ABCD1234.js', asked)).headers)).toBeNull()
  })

  it('L7 gets over names that are no ASCII', async () => {
    const { get } = await testApi()

    const answer = await get('/auth/status', { ...asked, cookie: 'größe=1' })

    expect(answer.statusCode).toBe(200)
    expect(reportIn(answer.headers)).toMatchObject({ cookies: [{ length: 1 }] })
  })
})
