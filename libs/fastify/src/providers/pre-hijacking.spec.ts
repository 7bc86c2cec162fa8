import { describe, expect, it } from 'vitest'
import { oidc } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { arrive, leadsTo, logInThrough, problemOf, type ProviderApp, providerApp } from '../testing/provider-app.ts'
import { RogueProvider } from '../testing/rogue-provider.ts'
import { ada } from '../testing/test-app.ts'

/** Ada at a provider that is honest, and says that the address is hers. */
const adaThere = { sub: 'ada', name: 'Ada Lovelace', email: ada.email, email_verified: true }

const attackerPassword = { password: 'the-attacker-knows-it' }

/** An attacker who was there before Ada, with her address. */
async function attackerBefore(): Promise<ProviderApp & { attacker: Browser }> {
  const test = await providerApp()
  const attacker = new Browser(test.app)
  await attacker.register({ ...ada, ...attackerPassword })
  return { ...test, attacker }
}

/**
 * The five attacks of Sudhodanan and Paverd, "Pre-hijacked accounts" (USENIX Security 2022): somebody prepares an account
 * for a person who does not have one yet, and waits. All of them need two ways in to become one by an address.
 */
describe('account pre-hijacking', () => {
  it('FC-27 classic-federated merge: an account that was registered with somebody’s address stays apart', async () => {
    const { browser, attacker, rogue, rows } = await attackerBefore()

    const answer = await logInThrough({ browser, rogue }, adaThere)

    expect(leadsTo(answer)).toBe('/login?problem=email_taken&provider=rogue')
    expect((await browser.get('/auth/me')).statusCode).toBe(401)
    // What the attacker prepared has got nothing of Ada's.
    expect((await attacker.get('/auth/identities')).json()).toEqual({ identities: [], hasPassword: true })
    expect([rows('coatcheck_users'), rows('coatcheck_identities')]).toEqual([1, 0])
  })

  it('FC-27 unexpired session: a session from before opens nothing of whoever comes through the provider', async () => {
    const { app, browser, attacker, rogue, store, pass } = await attackerBefore()
    // Ada has the prepared account removed, as support would do it, and comes in her own way.
    const { id } = (await attacker.get('/auth/me')).json()
    const reason = { reason: 'account_deleted', at: Date.UTC(2026, 0, 1, 12), forgetAt: Date.UTC(2027, 0, 1) }
    await store.users.delete(id, reason)

    expect(problemOf(await logInThrough({ browser, rogue }, adaThere))).toBeNull()

    expect((await attacker.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'account_deleted' })
    const again = new Browser(app)
    expect((await again.logIn(attackerPassword)).statusCode).toBe(401)
    pass(60)
    expect((await attacker.get('/auth/me')).statusCode).toBe(401)
  })

  it('FC-27 trojan identifier: an identity that was linked before is seen, unlinked, and its sessions end', async () => {
    const test = await attackerBefore()
    const { attacker, app, rogue } = test
    await attacker.post('/auth/session/reauthenticate', attackerPassword)
    const { location } = (await attacker.post('/auth/identities/rogue')).json<{ location: string }>()
    await arrive(attacker, rogue.authorize(location, { sub: 'attacker' }))
    const trojan = new Browser(app)
    await logInThrough({ browser: trojan, rogue }, { sub: 'attacker' })
    // Ada gets hold of the account, by its password.
    const victim = new Browser(app)
    await victim.logIn(attackerPassword)
    await victim.post('/auth/session/reauthenticate', attackerPassword)

    const { identities } = (await victim.get('/auth/identities')).json()
    expect(identities).toHaveLength(1)
    expect((await victim.send('DELETE', `/auth/identities/${String(identities[0].id)}`)).statusCode).toBe(204)

    expect((await trojan.get('/auth/me')).statusCode).toBe(401)
    const later = new Browser(app)
    await logInThrough({ browser: later, rogue }, { sub: 'attacker' })
    expect((await later.get('/auth/me')).json().email).toBeNull()
  })

  it('FC-27 unexpired e-mail change: an address is no key, neither an old one nor one that is to come', async () => {
    const { app, rogue } = await providerApp()
    const attacker = new Browser(app)
    // The attacker's own account at the provider has Ada's address for a while, and then another one.
    await logInThrough({ browser: attacker, rogue }, { sub: 'attacker', email: ada.email, email_verified: true })
    const { id } = (await attacker.get('/auth/me')).json()
    await logInThrough({ browser: attacker, rogue }, { sub: 'attacker', email: 'attacker@evil.example' })

    const victim = new Browser(app)
    expect(problemOf(await logInThrough({ browser: victim, rogue }, adaThere))).toBe('email_taken')

    expect((await victim.get('/auth/me')).statusCode).toBe(401)
    expect((await attacker.get('/auth/me')).json()).toMatchObject({ id })
    expect((await attacker.get('/auth/identities')).json().identities).toHaveLength(1)
  })

  it('FC-27 non-verifying provider: whatever address it claims, it opens no account that has it', async () => {
    const { app, rogue, rows, ...test } = await providerApp()
    await test.browser.register()
    const attacker = new Browser(app)

    const answer = await logInThrough({ browser: attacker, rogue }, { ...adaThere, sub: 'attacker' })

    expect(problemOf(answer)).toBe('email_taken')
    expect((await attacker.get('/auth/me')).statusCode).toBe(401)
    expect((await test.browser.get('/auth/identities')).json().identities).toEqual([])
    expect(rows('coatcheck_users')).toBe(1)
  })

  it.each([
    ['that is not said to', {}, true, false],
    ['that says so of this one', {}, 'true', false],
    ['that the app relies on', { vouchesForEmail: true }, true, true],
    ['that the app relies on, of an address that it did not verify', { vouchesForEmail: true }, false, false],
  ])('FC-27 an address is verified by a provider %s', async (_what, options, verified, expected) => {
    const rogue = await RogueProvider.start()
    const { issuer, clientId, clientSecret } = rogue
    const providers = [oidc({ id: 'rogue', label: 'Rogue', issuer, clientId, clientSecret, ...options })]
    const test = await providerApp({ providers })
    rogue.clock = test.options.clock ?? rogue.clock

    await logInThrough({ ...test, rogue }, { ...adaThere, email_verified: verified })

    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ email: ada.email, emailVerified: expected })
  })
})
