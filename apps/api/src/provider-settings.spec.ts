import type { ProviderConfig } from '@coatcheck/fastify'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'
import { testApi } from './testing/test-api.ts'

const client = { clientId: 'shop', clientSecret: 'a secret' }

/** What can be compared of a provider: not what it makes of an address. */
const plain = (configs: readonly ProviderConfig[]) =>
  configs.map((config) => JSON.parse(JSON.stringify(config)) as object)

describe('the settings of providers', () => {
  it('have Google and Facebook without a secret', () => {
    expect(plain(readEnvironment({}).providers)).toMatchObject([
      { id: 'google', issuer: 'https://accounts.google.com', clientId: null, clientSecret: null },
      { id: 'facebook', graphUrl: expect.stringContaining('https://graph.facebook.com/'), clientSecret: null },
    ])
  })

  it('read every variable', () => {
    const { providers } = readEnvironment({
      GOOGLE_CLIENT_ID: 'shop',
      GOOGLE_CLIENT_SECRET: 'a secret',
      GOOGLE_ISSUER: 'http://127.0.0.1:3001',
      FACEBOOK_CLIENT_ID: 'shop',
      FACEBOOK_CLIENT_SECRET: 'a secret',
      FACEBOOK_DIALOG_URL: 'http://127.0.0.1:3002/dialog',
      FACEBOOK_GRAPH_URL: 'http://127.0.0.1:3002',
      OIDC_STAFF_ISSUER: 'https://login.example/realms/staff',
      OIDC_STAFF_CLIENT_ID: 'shop',
      OIDC_STAFF_CLIENT_SECRET: 'a secret',
      OIDC_STAFF_LABEL: 'Staff login',
      OIDC_STAFF_LOGOUT: 'true',
      OIDC_BIG_PARTNER_ISSUER: 'https://partner.example',
    })

    expect(plain(providers)).toMatchObject([
      { id: 'google', issuer: 'http://127.0.0.1:3001', ...client },
      { id: 'facebook', dialogUrl: 'http://127.0.0.1:3002/dialog', graphUrl: 'http://127.0.0.1:3002', ...client },
      {
        id: 'big-partner',
        label: 'big-partner',
        issuer: 'https://partner.example',
        clientSecret: null,
        logsOut: false,
      },
      { id: 'staff', label: 'Staff login', issuer: 'https://login.example/realms/staff', ...client, logsOut: true },
    ])
  })

  it.each(['http://login.example', 'login.example', 'https://login.example?a=b', 'file:///etc/passwd'])(
    'refuse %s as an issuer, and repeat nothing of it',
    (issuer) => {
      const read = () => readEnvironment({ OIDC_STAFF_ISSUER: issuer })

      expect(read).toThrow('OIDC_STAFF_ISSUER must be an https address, such as https://login.example.')
    },
  )

  it('say in development which buttons are not set up yet', async () => {
    const { providers } = readEnvironment({ GOOGLE_CLIENT_ID: 'shop', GOOGLE_CLIENT_SECRET: 'a secret' })
    const { get } = await testApi({ providers })

    expect((await get('/auth/providers')).json()).toEqual({
      providers: [
        { id: 'google', label: 'Google', icon: 'google', available: true, configured: true, logsOut: false },
        { id: 'facebook', label: 'Facebook', icon: 'facebook', available: false, configured: false, logsOut: false },
      ],
    })
  })
})
