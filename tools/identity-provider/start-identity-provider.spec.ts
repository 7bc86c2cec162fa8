import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { IdentityProviderOptions } from './oidc/options.ts'
import { startIdentityProvider } from './start-identity-provider.ts'
import { walkThrough } from './walk-through.ts'

const redirectUri = 'https://shop.example/auth/providers/hatstand/callback'

async function start(options: Partial<IdentityProviderOptions> = {}) {
  const provider = await startIdentityProvider({ name: 'Hatstand', redirectUri, ...options })
  onTestFinished(() => provider.close())
  const discovery = (await fetchJson(`${provider.issuer}/.well-known/openid-configuration`)) as Record<string, string>
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')

  function authorization(more: Record<string, string> = {}): string {
    const url = new URL(discovery['authorization_endpoint'] ?? '')
    const { clientId: client_id } = provider
    const request = { client_id, redirect_uri: redirectUri, response_type: 'code', scope: 'openid profile email' }
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
    url.search = new URLSearchParams({ ...request, ...pkce, state: 'a-state', nonce: 'a-nonce', ...more }).toString()
    return url.href
  }

  async function exchange(code: string | null, codeVerifier = verifier) {
    const { clientId, clientSecret } = provider
    return fetch(discovery['token_endpoint'] ?? '', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: code ?? '',
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      }),
    })
  }

  /** All that the app gets to know: the claims of the ID token and those of the user info endpoint. */
  async function logIn(sub: string) {
    const callback = await walkThrough(authorization(), sub)
    const answer = await exchange(callback.searchParams.get('code'))
    const { id_token, access_token } = (await answer.json()) as { id_token: string; access_token: string }
    const headers = { authorization: `Bearer ${access_token}` }
    const userInfo = await (await fetch(discovery['userinfo_endpoint'] ?? '', { headers })).json()
    return { callback, idToken: readToken(id_token), userInfo: userInfo as Record<string, unknown> }
  }
  return { provider, discovery, authorization, exchange, logIn }
}

async function fetchJson(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}

function readToken(token: string) {
  const [header = '', payload = ''] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  return { header: read(header), payload: read(payload) }
}

describe('the identity provider', () => {
  it('logs Ada in by one click, and tells all about her', async () => {
    const { provider, logIn } = await start()

    const { callback, idToken, userInfo } = await logIn('ada')

    expect(callback.href).toMatch(`${redirectUri}?code=`)
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({ state: 'a-state', iss: provider.issuer })
    expect(idToken.payload).toMatchObject({ iss: provider.issuer, aud: 'coatcheck', sub: 'ada', nonce: 'a-nonce' })
    expect(idToken.payload).toHaveProperty('auth_time')
    expect(userInfo).toEqual({
      sub: 'ada',
      name: 'Ada Lovelace',
      given_name: 'Ada',
      family_name: 'Lovelace',
      email: 'ada.lovelace@example.com',
      email_verified: true,
      picture: `${provider.issuer}/pictures/ada.png`,
      locale: 'en',
    })
  })

  it.each([
    ['grace', { family_name: 'Hopper', given_name: 'Grace', name: 'Grace Hopper' }],
    ['nameless', { email: 'somebody@example.com', email_verified: true }],
  ])('leaves out what is not known of %s', async (sub, claims) => {
    const { logIn } = await start()

    const { locale, picture, ...userInfo } = (await logIn(sub)).userInfo

    expect(userInfo).toEqual({ sub, ...claims })
    expect([locale, picture]).toEqual(['en', expect.stringMatching(/\/pictures\//)])
  })

  it('says that an address is not verified', async () => {
    const { logIn } = await start()

    const { userInfo } = await logIn('alan')

    expect(userInfo).toMatchObject({ email: 'alan.turing@example.com', email_verified: false })
  })

  it('puts the claims into the ID token when it poses as Google', async () => {
    const { discovery, logIn } = await start({ face: 'google' })

    const { idToken } = await logIn('ada')

    expect(idToken.payload).toMatchObject({ name: 'Ada Lovelace', email_verified: true })
    expect(discovery).not.toHaveProperty('end_session_endpoint')
  })

  it('comes back with access_denied after Cancel', async () => {
    const { authorization } = await start()

    const callback = await walkThrough(authorization(), 'cancel')

    expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: 'access_denied', state: 'a-state' })
  })

  it('demands PKCE, and the verifier that belongs to it', async () => {
    const { authorization, exchange } = await start()
    const without = new URL(authorization())
    without.searchParams.delete('code_challenge')
    without.searchParams.delete('code_challenge_method')
    const refused = await fetch(without, { redirect: 'manual' })
    const callback = await walkThrough(authorization(), 'ada')

    expect(new URL(refused.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
    expect((await exchange(callback.searchParams.get('code'), 'x'.repeat(43))).status).toBe(400)
  })

  it('serves the pictures, a broken one among them', async () => {
    const { provider } = await start()
    const pictures = ['ada.png', 'grace.jpg', 'alan.webp', 'broken.png', '..%2fpeople.ts', 'nobody.png']

    const answers = await Promise.all(pictures.map((name) => fetch(`${provider.issuer}/pictures/${name}`)))

    expect(answers.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
      [200, 'image/png'],
      [200, 'image/jpeg'],
      [200, 'image/webp'],
      [200, 'image/png'],
      [404, null],
      [404, null],
    ])
  })

  it('signs with a new key on demand, and goes on with who is logged in', async () => {
    const { provider, discovery, authorization, exchange, logIn } = await start()
    const before = await logIn('ada')
    const callback = await walkThrough(authorization(), 'ada')

    await provider.rotateKeys()

    const { id_token: token } = (await (await exchange(callback.searchParams.get('code'))).json()) as {
      id_token: string
    }
    const { keys } = (await fetchJson(discovery['jwks_uri'] ?? '')) as { keys: { kid: string }[] }
    expect(keys).toMatchObject([{ kid: readToken(token).header['kid'] }])
    expect(readToken(token).header['kid']).not.toBe(before.idToken.header['kid'])
  })

  it('tells the app by back-channel who has logged out', async () => {
    const tokens: string[] = []
    const app = createServer((request, response) => {
      void text(request).then((body) => {
        tokens.push(new URLSearchParams(body).get('logout_token') ?? '')
        response.writeHead(204).end()
      })
    }).listen(0, '127.0.0.1')
    await once(app, 'listening')
    onTestFinished(() => void app.close())
    const backchannelLogoutUri = `http://127.0.0.1:${String((app.address() as AddressInfo).port)}/logout`
    const { provider, logIn } = await start({ backchannelLogoutUri })
    const { idToken } = await logIn('ada')
    await logIn('alan')

    expect(await provider.logOut('ada')).toEqual([204])

    expect(tokens).toHaveLength(1)
    expect(readToken(tokens[0] ?? '').payload).toMatchObject({ sub: 'ada', sid: idToken.payload['sid'] })
    expect(await provider.logOut('ada')).toEqual([])
  })

  it('is down, slow or broken when a test wants it to be, and then well again', async () => {
    const { provider, discovery } = await start()
    const ask = async (url: string) => (await fetch(url)).status
    const keys = discovery['jwks_uri'] ?? ''

    await provider.setTrouble('down')
    await expect(ask(keys)).rejects.toThrow('fetch failed')
    await provider.setTrouble('error', '/jwks')
    expect([await ask(keys), await ask(`${provider.issuer}/.well-known/openid-configuration`)]).toEqual([500, 200])
    await provider.setTrouble('slow')
    const slow = ask(keys)
    await provider.setTrouble(null)

    expect([await slow, await ask(keys)]).toEqual([200, 200])
  })
})
