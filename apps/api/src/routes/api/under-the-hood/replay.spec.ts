import { describe, expect, it } from 'vitest'
import { loggedInApi } from '../../../testing/logged-in-api.ts'
import { testApi } from '../../../testing/test-api.ts'

const replay = { method: 'POST', url: '/api/under-the-hood/replay', payload: {} } as const

describe('POST /api/under-the-hood/replay', () => {
  it('answers 401 to whoever is not logged in', async () => {
    const { ask } = await testApi()

    expect((await ask('POST', replay.url, {})).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('FC-2 ASVS 7.2.4 shows the old token opened the session, and opens nothing once there is a new one', async () => {
    const { app, session } = await loggedInApi()
    const old = session.cookie

    const answer = await session.inject(replay)

    expect(answer.json()).toEqual({
      asked: 'GET /auth/me',
      before: { status: 200, code: null, setCookies: 0 },
      after: { status: 401, code: 'unauthenticated', setCookies: 0 },
      invented: { status: 401, code: 'unauthenticated', setCookies: 0 },
    })
    const really = await app.inject({ url: '/auth/me', headers: { host: 'localhost:3000', cookie: old } })
    expect(really.statusCode).toBe(401)
  })

  it('leaves the person logged in, in the same session, and the other devices alone', async () => {
    const { session, logIn } = await loggedInApi()
    const phone = await logIn()

    await session.inject(replay)

    const answers = [await session.inject('/auth/status'), await phone.inject('/auth/status')]
    expect(answers.map((answer) => answer.json().session.id)).toEqual([session.id, phone.id])
  })

  it('opens no step-up window: nobody has proven anything', async () => {
    const { session } = await loggedInApi()

    await session.inject(replay)

    expect((await session.inject('/auth/status')).json().session.reauthenticatedUntil).toBeNull()
  })

  it('ASVS 3.3.4 has no token in its body, neither the old one nor the new one', async () => {
    const { session } = await loggedInApi()
    const old = session.cookie.replace('sid=', '')

    const { body } = await session.inject(replay)

    expect(body).not.toContain(old)
    expect(body).not.toContain(session.cookie.replace('sid=', ''))
  })

  it('is not for other sites', async () => {
    const { session } = await loggedInApi()
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

    expect((await session.inject({ ...replay, headers })).json()).toMatchObject({ code: 'csrf_rejected' })
  })

  it('is refused when somebody does nothing else: each time leaves a dead token behind', async () => {
    const { session } = await loggedInApi()
    for (let time = 0; time < 20; time++) await session.inject(replay)

    const answer = await session.inject(replay)

    expect(answer.json()).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await session.inject('/auth/status')).json()).toMatchObject({ authenticated: true })
  })

  it.each([[{ token: 'mine' }], [[]]])('refuses the body %j', async (payload) => {
    const { session } = await loggedInApi()

    expect((await session.inject({ ...replay, payload })).json()).toMatchObject({ status: 400, code: 'invalid_input' })
  })
})
