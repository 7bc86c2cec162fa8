import { describe, expect, it } from 'vitest'
import { leadsTo, logInThrough, providerApp } from '../../testing/provider-app.ts'

const claims = { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.org', email_verified: true }

describe('GET /auth/providers/:id/callback', () => {
  it('logs a newcomer in, with what the provider told', async () => {
    const { browser, rogue, rows } = await providerApp()

    const answer = await logInThrough({ browser, rogue }, claims, '?returnUrl=/profile')

    expect([answer.statusCode, leadsTo(answer)]).toEqual([303, '/profile'])
    const status = (await browser.get('/auth/status?include=profile')).json()
    expect(status).toMatchObject({ authenticated: true, session: { methods: ['rogue'] } })
    expect(status.profile).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.org', emailVerified: false })
    expect(rows('coatcheck_users')).toBe(1)
  })
})
