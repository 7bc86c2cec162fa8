import { afterEach, describe, expect, it, vi } from 'vitest'
import { loggedInApi } from '../../../testing/logged-in-api.ts'
import { testApi } from '../../../testing/test-api.ts'

const url = '/api/slow?seconds=2'

afterEach(() => {
  vi.useRealTimers()
})

describe('GET /api/slow', () => {
  it('answers 401 to whoever is not logged in, at once', async () => {
    const { get } = await testApi()

    expect((await get(url)).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it.each(['', '?seconds=0', '?seconds=4', '?seconds=2&x=1', '?seconds=99999999'])('refuses %j', async (query) => {
    const { session } = await loggedInApi()

    const answer = await session.inject(`/api/slow${query}`)

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_input' })
  })

  it('FC-3 L3 does not bring a session back that ended meanwhile, however much it saves', async () => {
    const { app, session } = await loggedInApi()
    const { cookie } = session
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const slow = session.inject(url)
    await vi.waitUntil(() => vi.getTimerCount() > 0)

    const logout = await session.inject({ method: 'POST', url: '/auth/logout', payload: {} })
    vi.advanceTimersByTime(2000)
    const late = await slow

    expect([logout.statusCode, late.statusCode]).toEqual([204, 200])
    expect(late.headers['set-cookie']).toBeUndefined()
    const again = await app.inject({ url: '/auth/status', headers: { host: 'localhost:3000', cookie } })
    expect(again.json()).toMatchObject({ authenticated: false, reason: 'logged_out' })
  })
})
