import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { arrive, leadsTo, logInThrough, type ProviderApp, providerApp, tripCookies } from '../testing/provider-app.ts'
import { RogueProvider } from '../testing/rogue-provider.ts'
import { ada } from '../testing/test-app.ts'

/** Ada with her password, stepped up. */
async function steppedUp(): Promise<ProviderApp> {
  const test = await providerApp()
  await test.browser.register()
  await test.browser.stepUp()
  return test
}

/** Begins to link from inside and goes to the provider: the way back, not gone yet. */
async function leaveToLink({ browser, rogue }: ProviderApp, claims: object = {}, body: object = {}): Promise<URL> {
  const { location } = (await browser.post('/auth/identities/rogue', body)).json<{ location: string }>()
  return rogue.authorize(location, { ...claims })
}

const link = async (test: ProviderApp, claims: object = {}) => arrive(test.browser, await leaveToLink(test, claims))
const identitiesOf = async (browser: Browser) => (await browser.get('/auth/identities')).json()

describe('GET /auth/identities', () => {
  it('lists as whom the user can log in, and whether there is a password', async () => {
    const test = await steppedUp()
    await link(test, { sub: 'ada', name: 'Ada King', email: 'ada@provider.example' })

    expect(await identitiesOf(test.browser)).toEqual({
      hasPassword: true,
      identities: [
        {
          id: expect.stringMatching(/^idn_/),
          provider: 'rogue',
          label: 'Rogue',
          icon: 'openid',
          name: 'Ada King',
          email: 'ada@provider.example',
          linkedAt: '2026-01-01T12:00:00.000Z',
          lastUsedAt: '2026-01-01T12:00:00.000Z',
        },
      ],
    })
  })

  it('says that there is no password', async () => {
    const test = await providerApp()
    await logInThrough(test)

    expect(await identitiesOf(test.browser)).toMatchObject({ hasPassword: false, identities: [{ provider: 'rogue' }] })
  })

  it('lists identities of a provider that is not there any more, and of nobody else', async () => {
    const test = await steppedUp()
    const { id: userId } = (await test.browser.get('/auth/me')).json()
    const record = { name: null, email: null, picture: null, createdAt: 1, lastUsedAt: 1 }
    const issuer = 'https://gone.example/realm'
    await test.store.identities.link({ ...record, id: 'idn_1', userId, issuer, subject: 'ada' }, null)
    await test.store.identities.link({ ...record, id: 'idn_2', userId: 'usr_bob', issuer, subject: 'bob' }, null)

    const { identities } = await identitiesOf(test.browser)

    expect(identities).toMatchObject([{ id: 'idn_1', provider: null, label: 'gone.example', icon: null }])
  })
})

describe('POST /auth/identities/:id', () => {
  it('FC-26 asks for a step-up', async () => {
    const test = await providerApp()
    await test.browser.register()

    const answer = await test.browser.post('/auth/identities/rogue')

    expect(answer.json()).toMatchObject({ status: 403, code: 'reauthentication_required' })
    expect([setCookies(answer), test.rows('coatcheck_round_trips')]).toEqual([[], 0])
  })

  it('FC-26 is no GET, and no other site can ask for it', async () => {
    const test = await steppedUp()

    expect((await test.browser.get('/auth/identities/rogue')).statusCode).toBe(405)
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await test.browser.post('/auth/identities/rogue', {}, foreign)

    expect(answer.json()).toMatchObject({ code: 'csrf_rejected' })
    expect(setCookies(answer)).toEqual([])
  })

  it('links who comes back, who can log in from then on', async () => {
    const test = await steppedUp()
    const { id } = (await test.browser.get('/auth/me')).json()

    const answer = await arrive(test.browser, await leaveToLink(test, { sub: 'ada' }, { returnUrl: '/security' }))

    expect(leadsTo(answer)).toBe('/security')
    expect(setCookies(answer).join()).not.toContain('__Host-sid')
    const phone = new Browser(test.app)
    await logInThrough({ ...test, browser: phone }, { sub: 'ada', email: 'whatever@example.org' })
    expect((await phone.get('/auth/me')).json()).toMatchObject({ id, email: ada.email })
    expect(test.rows('coatcheck_users')).toBe(1)
  })

  it('links, although the address belongs to somebody else: it is no key', async () => {
    const test = await steppedUp()
    await new Browser(test.app).register({ ...ada, email: 'bob@example.org' })

    expect(leadsTo(await link(test, { sub: 'ada', email: 'bob@example.org' }))).toBe('/')

    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ email: ada.email })
  })

  it('links the same identity twice, which is once', async () => {
    const test = await steppedUp()
    await link(test)

    expect(leadsTo(await link(test))).toBe('/')

    expect((await identitiesOf(test.browser)).identities).toHaveLength(1)
  })

  it('leads back with a problem when the identity is another account’s', async () => {
    const test = await steppedUp()
    await logInThrough({ ...test, browser: new Browser(test.app) }, { sub: 'bob', email: 'bob@example.org' })

    const answer = await arrive(test.browser, await leaveToLink(test, { sub: 'bob' }, { returnUrl: '/security?x=1' }))

    expect(leadsTo(answer)).toBe('/security?x=1&problem=identity_taken&provider=rogue')
    expect((await identitiesOf(test.browser)).identities).toEqual([])
  })

  it('FC-26 links nothing once somebody else is logged in', async () => {
    const test = await steppedUp()
    const callback = await leaveToLink(test)
    await test.browser.register({ ...ada, email: 'bob@example.org' })

    expect(leadsTo(await arrive(test.browser, callback))).toBe('/?problem=session_ended&provider=rogue')

    expect(test.rows('coatcheck_identities')).toBe(0)
    expect(test.rogue.asked).not.toContain('/token')
  })

  it('FC-26 links nothing in another session of the same user', async () => {
    const test = await steppedUp()
    const callback = await leaveToLink(test)
    await test.browser.post('/auth/logout')
    await test.browser.logIn()

    expect(leadsTo(await arrive(test.browser, callback))).toContain('problem=session_ended')

    expect(test.rows('coatcheck_identities')).toBe(0)
  })

  it('L3 FC-26 links nothing when the session ends while the provider is asked', async () => {
    const test = await steppedUp()
    const callback = await leaveToLink(test)
    const { id } = (await test.browser.get('/auth/me')).json()
    test.rogue.lies = {
      tokens: (tokens) => {
        void test.app.coatcheck.endSessions(id, 'revoked_by_admin')
        return tokens
      },
    }

    expect(leadsTo(await arrive(test.browser, callback))).toContain('problem=session_ended')

    expect(test.rows('coatcheck_identities')).toBe(0)
  })

  it('FC-7 logs nobody in by a way back that was meant to link, and links nothing by a login', async () => {
    const test = await steppedUp()
    const attacker = new Browser(test.app)
    const callback = await leaveToLink(test, { sub: 'ada' })
    for (const [name, token] of tripCookies(test.browser)) attacker.cookies.set(name, token)

    expect(leadsTo(await arrive(attacker, callback))).toContain('problem=session_ended')

    expect((await attacker.get('/auth/status')).json()).toMatchObject({ authenticated: false })
    expect(test.rows('coatcheck_identities')).toBe(0)
  })

  it('goes on after a new token was given to the session', async () => {
    const test = await steppedUp()
    const callback = await leaveToLink(test)
    await test.browser.stepUp()

    expect(leadsTo(await arrive(test.browser, callback))).toBe('/')

    expect((await identitiesOf(test.browser)).identities).toHaveLength(1)
  })

  it('is 404 for a provider that is none, and 503 while it is in trouble', async () => {
    const test = await steppedUp()
    test.rogue.lies = { answer: async (_request, response) => Boolean(response.writeHead(500).end()) }

    expect((await test.browser.post('/auth/identities/nobody')).statusCode).toBe(404)
    const answer = await test.browser.post('/auth/identities/rogue')

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect([setCookies(answer), answer.headers['retry-after']]).toEqual([[], '1'])
  })
})

describe('DELETE /auth/identities/:id', () => {
  const unlink = (browser: Browser, id: string) => browser.send('DELETE', `/auth/identities/${id}`)

  /** Somebody who came through two providers and has no password, stepped up; with the ids of the two identities. */
  async function twoIdentities() {
    const other = await RogueProvider.start()
    const rogue = await RogueProvider.start()
    const test = await providerApp({ providers: [rogue.config(), other.config({ id: 'other', label: 'Other' })] })
    other.clock = rogue.clock = test.options.clock ?? rogue.clock
    const all = { ...test, rogue }
    await logInThrough(all)
    await stepUpThrough(all)
    const { location } = (await test.browser.post('/auth/identities/other')).json<{ location: string }>()
    await arrive(test.browser, other.authorize(location))
    const { identities } = await identitiesOf(test.browser)
    return { ...all, ids: identities.map(({ id }: { id: string }) => id) as [string, string] }
  }

  async function stepUpThrough({ browser, rogue }: ProviderApp) {
    const { location } = (await browser.post('/auth/providers/rogue/reauthenticate')).json<{ location: string }>()
    return arrive(browser, rogue.authorize(location))
  }

  it('unlinks an identity, with which nobody logs in to the account any more', async () => {
    const test = await steppedUp()
    await link(test)
    const { identities } = await identitiesOf(test.browser)

    expect((await unlink(test.browser, identities[0].id)).statusCode).toBe(204)

    expect((await identitiesOf(test.browser)).identities).toEqual([])
    const phone = new Browser(test.app)
    await logInThrough({ ...test, browser: phone }, { name: 'Somebody new' })
    expect((await phone.get('/auth/me')).json()).toMatchObject({ name: 'Somebody new' })
  })

  it('links again what was unlinked', async () => {
    const test = await steppedUp()
    await link(test)
    const { identities } = await identitiesOf(test.browser)
    await unlink(test.browser, identities[0].id)

    await link(test)

    expect((await identitiesOf(test.browser)).identities).toHaveLength(1)
  })

  it('FC-37 asks for a step-up', async () => {
    const test = await providerApp()
    await logInThrough(test)
    const { identities } = await identitiesOf(test.browser)

    expect((await unlink(test.browser, identities[0].id)).json()).toMatchObject({ code: 'reauthentication_required' })
  })

  it('FC-38 keeps the last way in', async () => {
    const test = await twoIdentities()
    expect((await unlink(test.browser, test.ids[0])).statusCode).toBe(204)

    const answer = await unlink(test.browser, test.ids[1])

    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ status: 409, code: 'last_login_method' })
    expect((await identitiesOf(test.browser)).identities).toHaveLength(1)
  })

  it('FC-38 keeps one of two that are unlinked at once', async () => {
    const test = await twoIdentities()

    const answers = await Promise.all(test.ids.map((id) => unlink(test.browser, id)))

    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 409])
    expect((await identitiesOf(test.browser)).identities).toHaveLength(1)
  })

  it('FC-5 ends the other sessions that began with it, which are told, and no others', async () => {
    const test = await steppedUp()
    await link(test)
    const [throughProvider, byPassword] = [new Browser(test.app), new Browser(test.app)]
    await logInThrough({ ...test, browser: throughProvider })
    await byPassword.logIn()
    const { identities } = await identitiesOf(test.browser)

    await unlink(test.browser, identities[0].id)

    expect((await throughProvider.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'revoked' })
    expect((await byPassword.get('/auth/me')).statusCode).toBe(200)
    expect((await test.browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-6 is 404 for what is not the user’s', async () => {
    const test = await steppedUp()
    const bob = new Browser(test.app)
    await logInThrough({ ...test, browser: bob }, { sub: 'bob', email: 'bob@example.org' })
    const { identities } = await identitiesOf(bob)

    for (const id of [identities[0].id, 'idn_nobody', "' or 1=1 --"]) {
      expect((await unlink(test.browser, encodeURIComponent(id))).statusCode).toBe(404)
    }
    expect((await identitiesOf(bob)).identities).toHaveLength(1)
  })
})
