import type { Sabotage } from '../sabotage.ts'

const providers = 'libs/fastify/src/providers'
const routes = 'libs/fastify/src/routes'
const callback = `${routes}/providers/callback.spec.ts`
const rogue = `${routes}/providers/rogue.spec.ts`
const reauthenticate = `${routes}/providers/reauthenticate.spec.ts`
const backchannel = `${routes}/providers/backchannel-logout.spec.ts`
const identities = `${routes}/identities.spec.ts`
const insideFile = `${routes}/providers/arrive-inside.ts`
const identityStoreFile = 'libs/stores/src/sqlite/sqlite-identity-store.ts'
const loginStoreFile = 'libs/stores/src/sqlite/sqlite-provider-login-store.ts'

/** Logins through a provider: the way there and back, and what a session has to do with it. */
const roundTrips: Sabotage[] = [
  {
    proves: ['FC-1', '7.2.4'],
    file: 'libs/fastify/src/auth/request-auth.ts',
    line: 'const replaces = this.#cookie.tokens',
    becomes: 'const replaces: string[] = []',
    spec: callback,
    test: 'FC-1 ASVS 7.2.4 begins a fresh session and ends the one that the browser had',
  },
  {
    proves: ['7.2.4', '7.5.1'],
    file: insideFile,
    line: 'await request.auth.rotate(reply, { reauthenticated: true })',
    becomes: 'await request.auth.extend()',
    spec: reauthenticate,
    test: 'ASVS 7.2.4 7.5.1 asks the provider to ask again, and opens the step-up window when it has',
  },
  {
    proves: ['7.1.3', '7.6.1'],
    file: `${routes}/providers/log-in-with-provider.ts`,
    line: 'remember: trip.persistent,',
    becomes: 'remember: true,',
    spec: callback,
    test: 'ASVS 7.1.3 7.6.1 lives as long as any other session, whatever the provider says',
  },
  {
    proves: ['7.1.3', '7.6.1'],
    file: `${routes}/providers/backchannel-logout.ts`,
    line: "await providerLogins.logOut(logout, sessions.ending('logged_out'))",
    becomes: '[] as never[]',
    spec: backchannel,
    test: 'ASVS 7.1.3 7.6.1 ends the one session that the provider names, which is told',
  },
  {
    proves: ['FC-26', '7.6.2'],
    file: 'libs/fastify/src/guard/own-origins.ts',
    line: "return site === undefined || site === 'same-origin' || site === 'none'",
    becomes: 'return true',
    spec: `${routes}/providers/start.spec.ts`,
    test: 'FC-26 ASVS 7.6.2 leads to the login page when a link on a cross-site page asks',
  },
  {
    proves: ['FC-7'],
    file: insideFile,
    line: "if (identity?.userId !== caller.user.id) return 'wrong_identity'",
    becomes: "if (identity === null) return 'wrong_identity'",
    spec: reauthenticate,
    test: 'FC-7 opens nothing when somebody else confirmed, and the user stays who it was',
  },
  {
    proves: ['FC-7'],
    file: insideFile,
    line: 'caller.session.id === trip.sessionId',
    becomes: 'trip.sessionId !== null',
    spec: reauthenticate,
    test: 'FC-7 opens nothing for another session, of whomever',
  },
  {
    proves: ['FC-19'],
    file: `${providers}/safe-return-url.ts`,
    line: "url?.origin !== publicUrl.origin || url.pathname.startsWith('//')",
    becomes: 'url?.origin !== publicUrl.origin',
    spec: `${providers}/safe-return-url.spec.ts`,
    test: 'FC-19 leads home instead of "/.//evil.example"',
  },
  {
    proves: ['FC-24'],
    file: `${providers}/round-trips.ts`,
    line: 'secretsOf(token).state === state',
    becomes: "secretsOf(token).state !== ''",
    spec: rogue,
    test: 'FC-24 login CSRF: nobody is logged in by a callback that somebody else’s browser left for',
  },
  {
    proves: ['FC-24'],
    file: 'libs/stores/src/sqlite/sqlite-round-trip-store.ts',
    line: "const take = 'delete from coatcheck_round_trips where token_hash = ? returning *'",
    becomes: "const take = 'select * from coatcheck_round_trips where token_hash = ?'",
    spec: rogue,
    test: 'L3 FC-24 logs in once: a callback that is played again is refused, even with the cookie of before',
  },
  {
    proves: ['FC-25'],
    file: `${routes}/providers/callback.ts`,
    line: 'provider?.config.id !== trip.provider',
    becomes: 'provider === null',
    spec: rogue,
    test: 'FC-25 logs nobody in by another provider than the one that the browser left for',
  },
]

/** What a provider says, and who is believed. */
const vouching: Sabotage[] = [
  {
    proves: ['FC-28'],
    file: `${providers}/oidc-connection.ts`,
    line: 'client.enableNonRepudiationChecks(configuration)',
    becomes: 'void client',
    spec: rogue,
    test: 'FC-28 logs nobody in by invalid-signature',
  },
  {
    proves: ['FC-28'],
    file: `${providers}/oidc-provider.ts`,
    line: 'if (issuedAt < earliest)',
    becomes: 'if (issuedAt < 0)',
    spec: rogue,
    test: 'FC-28 logs nobody in by iat-week-in-past',
  },
  {
    proves: ['FC-29'],
    file: `${providers}/bounded-fetch.ts`,
    line: "redirect: 'manual'",
    becomes: "redirect: 'follow'",
    spec: `${providers}/bounded-fetch.spec.ts`,
    test: 'FC-29 follows no redirect',
  },
  {
    proves: ['FC-29'],
    file: `${providers}/oidc-connection.ts`,
    line: 'timeout: (this.#services.deadlineMs * 0.8) / 1000,',
    becomes: 'timeout: 30,',
    spec: `${providers}/trouble.spec.ts`,
    test: 'FC-29 disturbs nothing but its own button when it hangs',
  },
  {
    proves: ['FC-29'],
    file: `${providers}/bounded-fetch.ts`,
    line: 'const mostBytes = 512 * 1024',
    becomes: 'const mostBytes = 1024 * 1024',
    spec: `${providers}/bounded-fetch.spec.ts`,
    test: 'FC-29 gives up an answer that does not end, and hangs up',
  },
  {
    proves: ['FC-29'],
    file: `${providers}/check-providers.ts`,
    line: "(url.protocol === 'http:' && isLoopback(url.hostname))",
    becomes: "url.protocol === 'http:'",
    spec: `${providers}/check-providers.spec.ts`,
    test: 'FC-29 refuses http://10.0.0.7',
  },
  {
    proves: ['FC-30'],
    file: `${providers}/logout-tokens.ts`,
    line: "if (payload['nonce'] !== undefined)",
    becomes: "if (payload['nonce'] === null)",
    spec: backchannel,
    test: 'FC-30 ends nothing by a token with a nonce, as an ID token',
  },
  {
    proves: ['FC-30'],
    file: loginStoreFile,
    line: 'if (Number(database.prepare(recordLogout).run(row).changes) === 0) return null',
    becomes: 'database.prepare(recordLogout).run(row)',
    spec: backchannel,
    test: 'L3 FC-30 acts on a token once: played again, it ends no later session',
  },
]

/** As whom somebody can log in, and for how long. */
const linking: Sabotage[] = [
  {
    proves: ['FC-5'],
    file: identityStoreFile,
    line: 'ended: endLoginsOf(database, identity, terms)',
    becomes: 'ended: []',
    spec: identities,
    test: 'FC-5 ends the other sessions that began with it, which are told, and no others',
  },
  {
    proves: ['FC-5'],
    file: loginStoreFile,
    line: 'user_id: userId }) === undefined) return false',
    becomes: 'user_id: userId }) === null) return false',
    spec: callback,
    test: 'L1 FC-5 ends a session that nothing would end: the identity was unlinked meanwhile',
  },
  {
    proves: ['FC-5'],
    file: loginStoreFile,
    line: 'return database.prepare(loggedOut).get({ session_id: sessionId }) === undefined',
    becomes: 'return database.prepare(loggedOut).get({ session_id: sessionId }) !== null',
    spec: backchannel,
    test: 'L3 FC-5 keeps a session dead that was logged out while its login was under way',
  },
  {
    proves: ['FC-26'],
    file: `${routes}/identities.ts`,
    line: 'const config = { auth: services.steppedUp,',
    becomes: "const config = { auth: 'user' as const,",
    spec: identities,
    test: 'FC-26 asks for a step-up',
  },
  {
    proves: ['FC-26'],
    file: insideFile,
    line: "if (!isSame) return 'session_ended'",
    becomes: "if (!caller.authenticated) return 'session_ended'",
    spec: identities,
    test: 'FC-26 links nothing once somebody else is logged in',
  },
  {
    proves: ['FC-26'],
    file: identityStoreFile,
    line: "if (session?.userId !== identity.userId) return 'session_ended'",
    becomes: "if (session?.userId === '') return 'session_ended'",
    spec: 'libs/stores/src/testing/describe-identity-store.ts',
    test: 'L3 FC-26 links nothing once the session is over',
  },
  {
    proves: ['FC-27'],
    file: identityStoreFile,
    line: 'if (!insertUser(database, user)) throw new EmailTaken()',
    becomes: 'insertUser(database, user)',
    spec: 'libs/stores/src/testing/describe-identity-store.ts',
    test: 'FC-27 keeps nothing when the address is taken',
  },
  {
    proves: ['FC-27'],
    file: identityStoreFile,
    line: 'ended: endLoginsOf(database, identity, terms)',
    becomes: 'ended: []',
    spec: `${providers}/pre-hijacking.spec.ts`,
    test: 'FC-27 trojan identifier: an identity that was linked before is seen, unlinked, and its sessions end',
  },
  {
    proves: ['FC-27'],
    file: `${providers}/oidc-provider.ts`,
    line: 'emailVerified: email !== null && this.config.vouchesFor(email, claims),',
    becomes: "emailVerified: claims['email_verified'] === true,",
    spec: `${providers}/pre-hijacking.spec.ts`,
    test: 'FC-27 an address is verified by a provider that is not said to',
  },
  {
    proves: ['FC-38'],
    file: identityStoreFile,
    line: 'if (others.length === 0 && !hasPassword(database, userId))',
    becomes: 'if (linked.length === 0 && !hasPassword(database, userId))',
    spec: identities,
    test: 'FC-38 keeps the last way in',
  },
  {
    proves: ['FC-38'],
    file: identityStoreFile,
    line: 'linked.filter((one) => one.id !== id && terms',
    becomes: 'linked.filter((one) => terms',
    spec: identities,
    test: 'FC-38 keeps one of two that are unlinked at once',
  },
]

/** Logins through providers. */
export const identityProviders: Sabotage[] = [...roundTrips, ...vouching, ...linking]
