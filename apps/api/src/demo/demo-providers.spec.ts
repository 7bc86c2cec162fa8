import { describe, expect, it, onTestFinished } from 'vitest'
import { startProviders } from '../../../../tools/identity-provider/start-providers.ts'
import { walkThrough } from '../../../../tools/identity-provider/walk-through.ts'
import { readEnvironment } from '../environment.ts'
import { testApi } from '../testing/test-api.ts'

describe('the providers of the demo', () => {
  it.each(['local', 'google', 'facebook'])(
    'log Ada in through %s, by what they put into the environment',
    async (id) => {
      const { settings, close } = await startProviders('http://localhost:3000')
      onTestFinished(close)
      const { providers, pictures } = readEnvironment(settings)
      const { get } = await testApi({ providers, pictures })

      const { location } = (await get(`/auth/providers/${id}/start?returnUrl=/profile`)).headers
      const callback = await walkThrough(String(location), 'ada')
      const answer = await get(callback.pathname + callback.search)

      expect([answer.statusCode, answer.headers.location]).toEqual([303, id === 'facebook' ? '/profile#' : '/profile'])
      const cookies = [answer.headers['set-cookie'] ?? []].flat()
      const session = cookies.find((cookie) => cookie.startsWith('sid=')) ?? ''
      const me = await get('/auth/me', { cookie: session.split(';', 1)[0] })
      expect(me.json()).toMatchObject({ name: 'Ada Lovelace', email: 'ada.lovelace@example.com' })
    },
  )
})
