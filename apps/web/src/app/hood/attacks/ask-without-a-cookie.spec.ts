import { describe, expect, it } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectAskWithoutACookie } from './ask-without-a-cookie'

const refusal = { code: 'unauthenticated', title: 'Nobody is logged in' }

describe('asking without a cookie', () => {
  it('sends the cookie once and then leaves it at home', async () => {
    const { attack, server, turn } = setUpAttack(injectAskWithoutACookie)
    const outcome = attack.run()
    for (const credentials of ['same-origin', 'omit']) {
      await turn()
      const call = server.expectOne('/auth/me')
      expect(call.request.credentials).toBe(credentials)
      call.flush({})
    }
    await outcome
  })

  it('holds when it is refused', async () => {
    const { attack, answer } = setUpAttack(injectAskWithoutACookie)
    const outcome = attack.run()
    await answer('/auth/me', {})
    await answer('/auth/me', refusal, 401)
    expect(await outcome).toMatchObject({ held: true, verdict: 'Refused: 401 unauthenticated' })
  })

  it('does not hold when it is let in', async () => {
    const { attack, answer } = setUpAttack(injectAskWithoutACookie)
    const outcome = attack.run()
    await answer('/auth/me', {})
    await answer('/auth/me', {})
    expect(await outcome).toMatchObject({ held: false, verdict: 'Let in: 200' })
  })

  it('L2 proves nothing while the server is in trouble', async () => {
    const { attack, answer } = setUpAttack(injectAskWithoutACookie)
    const outcome = attack.run()
    await answer('/auth/me', {})
    await answer('/auth/me', { code: 'unavailable' }, 503)
    await expect(outcome).rejects.toMatchObject({ status: 503 })
  })
})
