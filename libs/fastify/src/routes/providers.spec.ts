import { describe, expect, it } from 'vitest'
import { facebook, google } from '../index.ts'
import { Browser, setCookies } from '../testing/browser.ts'
import { providerApp } from '../testing/provider-app.ts'
import { RogueProvider } from '../testing/rogue-provider.ts'
import { testApp } from '../testing/test-app.ts'

const secret = { clientId: 'shop', clientSecret: 'a secret' }

describe('GET /auth/providers', () => {
  it('lists them in the order of the app, and asks none of them', async () => {
    const rogue = await RogueProvider.start()
    const providers = [facebook(secret), rogue.config({ icon: '/staff.svg', logsOut: true }), google(secret)]
    const { browser } = await providerApp({ providers })

    const answer = await browser.get('/auth/providers')

    expect(answer.json()).toEqual({
      providers: [
        { id: 'facebook', label: 'Facebook', icon: 'facebook', available: true, configured: true, logsOut: false },
        { id: 'rogue', label: 'Rogue', icon: '/staff.svg', available: true, configured: true, logsOut: true },
        { id: 'google', label: 'Google', icon: 'google', available: true, configured: true, logsOut: false },
      ],
    })
    expect([rogue.asked, setCookies(answer)]).toEqual([[], []])
  })

  it('is empty where there is none, and nobody can leave for one', async () => {
    const browser = new Browser((await testApp()).app)

    expect((await browser.get('/auth/providers')).json()).toEqual({ providers: [] })
    expect((await browser.get('/auth/providers/google/start')).statusCode).toBe(404)
  })

  it.each([{}, { clientId: 'shop' }, { clientSecret: 'a secret' }, { clientId: ' ', clientSecret: ' ' }])(
    'leaves out in production what is set up by %j',
    async (client) => {
      const { browser } = await providerApp({ providers: [google(client), facebook(secret)] })

      expect((await browser.get('/auth/providers')).json().providers).toMatchObject([{ id: 'facebook' }])
      expect((await browser.get('/auth/status')).json()).toMatchObject({ loginMethods: ['password', 'facebook'] })
    },
  )

  it('lists in development what is not set up yet, which is no way to log in', async () => {
    const { app } = await testApp({ publicUrl: 'http://localhost:3000', providers: [google({})] })
    const get = (url: string) => app.inject({ url, headers: { host: 'localhost:3000' } })

    expect((await get('/auth/providers')).json()).toEqual({
      providers: [
        { id: 'google', label: 'Google', icon: 'google', available: false, configured: false, logsOut: false },
      ],
    })
    expect((await get('/auth/status')).json()).toMatchObject({ loginMethods: ['password'] })
    expect((await get('/auth/providers/google/start')).headers.location).toBe('/login?problem=provider_unavailable')
  })

  it.each([
    [{ clientId: 'shop' }, 1],
    [{ clientSecret: 'a secret' }, 1],
    [{}, 0],
    [secret, 0],
  ])('warns of a provider that is half set up: %j', async (client, lines) => {
    const { logged } = await providerApp({ providers: [google(client)] })

    expect(logged.filter((line) => line.includes('clientId or clientSecret is missing'))).toHaveLength(lines)
    expect(logged.join()).not.toContain('a secret')
  })

  it('never tells a secret', async () => {
    const { browser } = await providerApp({ providers: [google(secret)] })

    expect((await browser.get('/auth/providers')).body).not.toMatch(/secret|shop/)
  })
})
