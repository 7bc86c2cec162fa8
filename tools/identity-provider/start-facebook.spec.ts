import { createHmac } from 'node:crypto'
import { expect, describe, it, onTestFinished } from 'vitest'
import { facebookIdOf } from './facebook/graph-me.ts'
import { personWith } from './people.ts'
import { startFacebook } from './start-facebook.ts'
import { walkThrough } from './walk-through.ts'

const redirectUri = 'https://shop.example/auth/providers/facebook/callback'

async function start() {
  const facebook = await startFacebook({ redirectUri })
  onTestFinished(() => facebook.close())
  const { origin, appId, appSecret } = facebook

  function dialog(more: Record<string, string> = {}): string {
    const request = { client_id: appId, redirect_uri: redirectUri, response_type: 'code', state: 'a-state' }
    return `${origin}/v23.0/dialog/oauth?${String(new URLSearchParams({ ...request, scope: 'public_profile,email', ...more }))}`
  }
  async function exchange(callback: URL, more: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const code = callback.searchParams.get('code') ?? ''
    const fields = { client_id: appId, client_secret: appSecret, redirect_uri: redirectUri, code, ...more }
    const answer = await fetch(`${origin}/v23.0/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    return (await answer.json()) as Record<string, unknown>
  }
  async function me(token: string, proof: string | null = proofOf(token, appSecret)): Promise<unknown> {
    const fields = new URLSearchParams({ fields: 'id,name,email,picture.width(320)', access_token: token })
    if (proof !== null) fields.set('appsecret_proof', proof)
    return (await fetch(`${origin}/v23.0/me?${String(fields)}`)).json()
  }
  async function logIn(sub: string): Promise<unknown> {
    const { access_token: token } = await exchange(await walkThrough(dialog(), sub))
    return me(String(token))
  }
  return { facebook, dialog, exchange, me, logIn }
}

function proofOf(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('hex')
}

describe('the stand-in for Facebook', () => {
  it('logs Ada in by one click, and puts #_=_ behind the way back', async () => {
    const { facebook, dialog, logIn } = await start()

    expect((await walkThrough(dialog(), 'ada')).href).toMatch(/callback\?code=[\w-]+&state=a-state#_=_$/)
    expect(await logIn('ada')).toEqual({
      id: facebookIdOf(personWith('ada')),
      name: 'Ada Lovelace',
      email: 'ada.lovelace@example.com',
      picture: { data: { height: 160, width: 160, is_silhouette: false, url: `${facebook.origin}/pictures/ada.png` } },
    })
  })

  it.each(['grace', 'alan'])('knows no address of %s, who has none or has not confirmed it', async (sub) => {
    const { logIn } = await start()

    expect(await logIn(sub)).not.toHaveProperty('email')
  })

  it('shows a silhouette where there is no picture', async () => {
    const { facebook, logIn } = await start()

    const silhouette = `${facebook.origin}/pictures/silhouette.png`
    expect(await logIn('double')).toMatchObject({ picture: { data: { is_silhouette: true, url: silhouette } } })
    expect((await fetch(silhouette)).status).toBe(200)
  })

  it('words Cancel in its own way', async () => {
    const { dialog } = await start()

    const callback = await walkThrough(dialog(), 'cancel')

    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'access_denied',
      error_reason: 'user_denied',
    })
    expect(callback.hash).toBe('#_=_')
  })

  it('opens nothing without the right appsecret_proof', async () => {
    const { dialog, exchange, me } = await start()
    const { access_token: token } = await exchange(await walkThrough(dialog(), 'ada'))

    const answers = [await me(String(token), null), await me(String(token), proofOf(String(token), 'guessed'))]

    expect(answers).toMatchObject([
      { error: { message: expect.stringMatching('require an appsecret_proof') as string, code: 100 } },
      { error: { message: expect.stringMatching('Invalid appsecret_proof') as string, code: 100 } },
    ])
    expect(await me('EAAguessed')).toMatchObject({ error: { type: 'OAuthException', code: 190 } })
  })

  it('takes a code once, for the address and the verifier that it was made for', async () => {
    const { dialog, exchange } = await start()
    const callback = await walkThrough(dialog({ code_challenge: 'of-another', code_challenge_method: 'S256' }), 'ada')
    const plain = await walkThrough(dialog(), 'ada')

    const outcomes = [
      await exchange(callback, { code_verifier: 'mine' }),
      await exchange(plain, { redirect_uri: 'https://evil.example/' }),
      await exchange(plain, { client_secret: 'guessed' }),
      await exchange(plain),
      await exchange(plain),
    ]

    expect(outcomes).toMatchObject([
      { error: { code: 100 } },
      { error: { code: 100, error_subcode: 36_008 } },
      { error: { code: 1 } },
      { token_type: 'bearer' },
      { error: { code: 100, error_subcode: 36_009 } },
    ])
  })

  it('sends nobody to an address that is not its app', async () => {
    const { dialog } = await start()

    const answer = await fetch(dialog({ redirect_uri: 'https://evil.example/' }), { redirect: 'manual' })

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  })
})
