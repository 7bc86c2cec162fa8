import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../../testing/browser.ts'
import {
  arrive,
  clearedTripCookie,
  leadsTo,
  leave,
  logInThrough,
  problemOf,
  providerApp,
  tripCookies,
} from '../../testing/provider-app.ts'
import { readDatabase } from '../../testing/read-database.ts'
import { ada } from '../../testing/test-app.ts'

const person = { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.org', email_verified: true }

describe('GET /auth/providers/:id/callback', () => {
  it('logs a newcomer in, with what the provider told', async () => {
    const test = await providerApp()

    const answer = await logInThrough(test, person, '?returnUrl=/profile?tab=name%23edit')

    expect([answer.statusCode, leadsTo(answer), answer.body]).toEqual([303, '/profile?tab=name#edit', ''])
    const status = (await test.browser.get('/auth/status?include=profile')).json()
    expect(status).toMatchObject({ authenticated: true, session: { methods: ['rogue'], persistent: false } })
    expect(status.profile).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.org', emailVerified: false })
    expect(status).not.toHaveProperty('profileIncomplete')
  })

  it('logs the same person in to the same account the next time, and keeps what is new', async () => {
    const test = await providerApp()
    await logInThrough(test, person)
    const first = (await test.browser.get('/auth/me')).json()
    const phone = new Browser(test.app)
    test.pass(60)

    const picture = 'https://pictures.example/ada'
    await logInThrough({ ...test, browser: phone }, { ...person, email: 'ada@other.example', picture })

    expect((await phone.get('/auth/me')).json()).toMatchObject({ id: first.id, email: 'ada@example.org' })
    expect(test.rows('coatcheck_users')).toBe(1)
    const [identity] = await test.store.identities.list(first.id)
    expect(identity).toMatchObject({ email: 'ada@other.example', picture })
    expect((identity?.lastUsedAt ?? 0) - (identity?.createdAt ?? 0)).toBe(60_000)
  })

  it('FC-1 ASVS 7.2.4 begins a fresh session and ends the one that the browser had', async () => {
    const test = await providerApp()
    await test.browser.register()
    const before = test.browser.copy()

    await logInThrough(test, { sub: 'grace', name: 'Grace Hopper', email: 'grace@example.org' })

    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ name: 'Grace Hopper' })
    expect((await before.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'logged_out' })
    expect(test.rows('coatcheck_sessions')).toBe(1)
  })

  it('FC-12 takes nothing of the user before along to the next', async () => {
    const test = await providerApp()
    await test.browser.register()
    await test.browser.stepUp()

    await logInThrough(test, { sub: 'grace', email: 'grace@example.org' })

    const { session } = (await test.browser.get('/auth/status')).json()
    expect(session.reauthenticatedUntil).toBeNull()
    expect((await test.browser.get('/cash')).json()).toMatchObject({ code: 'reauthentication_required' })
  })

  it('keeps a session for long where "remember me" was chosen', async () => {
    const test = await providerApp()

    const answer = await logInThrough(test, person, '?remember=true')

    expect(setCookies(answer)).toEqual([
      clearedTripCookie,
      expect.stringMatching(/^__Host-sid=[\w-]{43}; Max-Age=2592000; /),
    ])
  })

  it('ASVS 7.1.3 7.6.1 lives as long as any other session, whatever the provider says', async () => {
    const test = await providerApp()
    const seconds = Math.floor(test.rogue.clock() / 1000)
    await logInThrough(test, { ...person, exp: seconds + 31 })

    test.pass(29 * 60)
    expect((await test.browser.get('/auth/me')).statusCode).toBe(200)
    test.pass(60)

    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'idle_timeout' })
  })

  it('says what is missing when the provider told neither name nor address', async () => {
    const test = await providerApp()

    await logInThrough(test, { sub: 'nobody' })

    const status = (await test.browser.get('/auth/status?include=profile')).json()
    expect(status).toMatchObject({
      profileIncomplete: ['name', 'email'],
      profile: { name: '', email: null, initials: '?' },
    })
  })

  it.each([
    ['a name of control characters', { name: '\u0000\u0001' }, { name: '' }],
    ['a name that turns text around', { name: '\u202eadA' }, { name: '' }],
    ['a name that is too long', { name: 'x'.repeat(5000) }, { name: 'x'.repeat(100) }],
    ['a name that is half a character', { name: `${'x'.repeat(99)}🧥` }, { name: 'x'.repeat(99) }],
    ['a name with a line break', { name: 'Ada\nLovelace' }, { name: 'Ada Lovelace' }],
    ['a name that is no text', { name: { toString: 'x' } }, { name: '' }],
    ['an address that is none', { email: 'nobody' }, { email: null }],
    ['an address with a zero', { email: 'ada@example.org\u0000' }, { email: null }],
    ['two addresses', { email: ['a@example.org', 'b@example.org'] }, { email: null }],
    ['a picture that is a script', { picture: 'javascript:alert(1)' }, { picture: null }],
  ])('FC-44 takes %s for what it is', async (_what, claims, profile) => {
    const test = await providerApp()

    expect(problemOf(await logInThrough(test, { sub: 'odd', ...claims }))).toBeNull()

    expect((await test.browser.get('/auth/me')).json()).toMatchObject(profile)
  })

  it('FC-27 makes no account of an address that belongs to one, and says how to go on', async () => {
    const test = await providerApp()
    await new Browser(test.app).register()
    const before = readDatabase(test.file)

    const answer = await logInThrough(test, person, '?returnUrl=/profile')

    expect(leadsTo(answer)).toBe('/login?returnUrl=%2Fprofile&problem=email_taken&provider=rogue')
    expect((await test.browser.get('/auth/status')).json()).toMatchObject({ authenticated: false })
    const { coatcheck_users: users, coatcheck_identities: identities } = readDatabase(test.file)
    expect([users, identities]).toEqual([before['coatcheck_users'], []])
  })

  it('FC-27 compares addresses in one form', async () => {
    const test = await providerApp()
    await new Browser(test.app).register()

    expect(problemOf(await logInThrough(test, { ...person, email: 'ADA@Example.ORG' }))).toBe('email_taken')
  })

  it('leads to a page that says so when the person pressed Cancel', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser, '?returnUrl=/profile'))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', 'access_denied')

    const answer = await arrive(test.browser, callback)

    expect(leadsTo(answer)).toBe('/login?returnUrl=%2Fprofile&problem=denied&provider=rogue')
    expect(setCookies(answer)).toEqual([clearedTripCookie])
  })

  it.each([
    ['server_error', 'provider_unavailable'],
    ['temporarily_unavailable', 'provider_unavailable'],
    ['invalid_scope', 'rejected'],
    ['login_required', 'rejected'],
    ['<script>alert(1)</script>', 'rejected'],
  ])('tells the error %s of the provider as %s', async (error, problem) => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', error)
    callback.searchParams.set('error_description', 'a description that is shown to nobody')

    const answer = await arrive(test.browser, callback)

    expect(leadsTo(answer)).toBe(`/login?problem=${problem}&provider=rogue`)
  })

  it('lets two tabs come back, in whatever order', async () => {
    const test = await providerApp()
    const [first, second] = [await leave(test.browser, '?returnUrl=/1'), await leave(test.browser, '?returnUrl=/2')]

    const late = await arrive(test.browser, test.rogue.authorize(second, person))
    const early = await arrive(test.browser, test.rogue.authorize(first, person))

    expect([leadsTo(late), leadsTo(early)]).toEqual(['/2', '/1'])
    expect(tripCookies(test.browser)).toEqual([])
  })

  it('lets two tabs come back that left at the same moment', async () => {
    const test = await providerApp()
    const locations = await Promise.all([leave(test.browser), leave(test.browser)])

    const callbacks = locations.map((location) => test.rogue.authorize(location, person))
    const answers = await Promise.all(callbacks.map((callback) => arrive(test.browser, callback)))

    expect(answers.map(problemOf)).toEqual([null, null])
    expect(tripCookies(test.browser)).toEqual([])
  })

  it('lets a tab come back that left while another one came back', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser), person)
    let location = ''
    test.rogue.lies.answer = async ({ url }) => {
      if (url === '/token' && location === '') location = await leave(test.browser)
      return false
    }
    await arrive(test.browser, callback)

    expect(problemOf(await arrive(test.browser, test.rogue.authorize(location, person)))).toBeNull()
  })

  it('FC-46 makes one user of ten first logins of the same person at once', async () => {
    const test = await providerApp()
    const browsers = Array.from({ length: 10 }, () => new Browser(test.app))
    const callbacks = await Promise.all(
      browsers.map(async (browser) => test.rogue.authorize(await leave(browser), person)),
    )

    const answers = await Promise.all(browsers.map((browser, index) => arrive(browser, callbacks[index] as URL)))

    expect(answers.map(leadsTo)).toEqual(Array.from({ length: 10 }, () => '/'))
    expect([test.rows('coatcheck_users'), test.rows('coatcheck_identities')]).toEqual([1, 1])
    const ids = await Promise.all(browsers.map(async (browser) => (await browser.get('/auth/me')).json().id))
    expect(new Set(ids).size).toBe(1)
  })

  it('FC-16 lets so many newcomers in from one address, and then says to wait', async () => {
    const test = await providerApp({ limits: { registerPerAddress: { tries: 1, refillSeconds: 60 } } })
    await logInThrough(test, { sub: 'one' })

    expect(problemOf(await logInThrough(test, { sub: 'two' }))).toBe('too_many_requests')

    expect(problemOf(await logInThrough(test, { sub: 'one' }))).toBeNull()
    expect(test.rows('coatcheck_users')).toBe(1)
  })

  it('says that there is no room for one more session', async () => {
    const test = await providerApp({ sessionLimit: { most: 1, whenFull: 'refuse' } })
    await logInThrough({ ...test, browser: new Browser(test.app) }, person)

    expect(problemOf(await logInThrough(test, person))).toBe('session_limit')
  })

  it('L1 L2 leads to a page, and logs nobody in, while the store is in trouble', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser), person)
    const { find } = test.store.identities
    test.store.identities.find = () => Promise.reject(new Error('disk on fire'))

    const answer = await arrive(test.browser, callback)

    expect(leadsTo(answer)).toBe('/login?problem=unavailable&provider=rogue')
    expect(setCookies(answer).join()).not.toContain('__Host-sid')
    test.store.identities.find = find
    expect(problemOf(await logInThrough(test, person))).toBeNull()
  })

  it('L1 leads to a page, and takes nothing back from the browser, when nobody knows what it left for', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser), person)
    test.store.roundTrips.take = () => Promise.reject(new Error('disk on fire'))

    const answer = await arrive(test.browser, callback)

    expect([answer.statusCode, leadsTo(answer), setCookies(answer)]).toEqual([303, '/login?problem=unavailable', []])
    expect(answer.body).toBe('')
  })

  it('L5 leads to a page in time when the store hangs', async () => {
    const test = await providerApp({ deadlineMs: 100 })
    const callback = test.rogue.authorize(await leave(test.browser), person)
    test.store.identities.find = () => new Promise(() => undefined)

    expect(problemOf(await arrive(test.browser, callback))).toBe('unavailable')
  })

  it('L1 FC-5 ends a session that nothing would end: the identity was unlinked meanwhile', async () => {
    const test = await providerApp()
    await logInThrough(test, person)
    const { id } = (await test.browser.get('/auth/me')).json()
    const { create } = test.store.sessions
    test.store.sessions.create = async (session, terms) => {
      const created = await create.call(test.store.sessions, session, terms)
      await test.store.identities.forgetUser(id)
      return created
    }
    const phone = new Browser(test.app)

    const answer = await logInThrough({ ...test, browser: phone }, person)

    expect([problemOf(answer), setCookies(answer).join().includes('__Host-sid')]).toEqual(['rejected', false])
    expect((await phone.get('/auth/me')).statusCode).toBe(401)
    expect(test.rows('coatcheck_sessions')).toBe(1)
  })

  it('FC-36 keeps out whose account is gone, and makes no second one', async () => {
    const test = await providerApp()
    await logInThrough(test, person)
    const { id } = (await test.browser.get('/auth/me')).json()
    test.store.users.findById = () => Promise.resolve(null)

    const answer = await logInThrough({ ...test, browser: new Browser(test.app) }, person)

    expect(problemOf(answer)).toBe('rejected')
    expect(await test.store.identities.list(id)).toHaveLength(1)
  })

  it('is no way in by another method, nor without a provider', async () => {
    const test = await providerApp()
    const url = '/auth/providers/rogue/callback'

    expect((await test.browser.post(url)).statusCode).toBe(405)
    expect((await test.browser.send('HEAD', url)).statusCode).toBe(405)
  })

  it('says whom a password belongs to as before: logins by password go on', async () => {
    const test = await providerApp()
    await logInThrough(test, { sub: 'grace', email: 'grace@example.org' })

    await new Browser(test.app).register()
    expect((await test.browser.logIn()).json()).toMatchObject({ session: { methods: ['password'] } })
    expect((await test.browser.logIn({ email: 'grace@example.org', password: ada.password })).statusCode).toBe(401)
  })
})
