import type { Store } from '../store.ts'
import { pictureRecord } from './picture-record.ts'
import { ending, noon, onItsOwn, rotation, sessionRecord, tokenHash } from './session-record.ts'
import { google, identityRecord, providerLogin, providerLogout, roundTrip } from './identity-record.ts'
import { ada } from './user-record.ts'

/** One question or order to a store. */
export type Verb = (store: Store) => Promise<unknown>

const tries = [{ key: 'ada', limit: { most: 1000, refillMs: 1 } }]

/** Everything that only reads. */
export const readingVerbs: Record<string, Verb> = {
  find: ({ sessions }) => sessions.find(tokenHash()),
  list: ({ sessions }) => sessions.list('usr_ada'),
  findPassword: ({ passwords }) => passwords.find('usr_ada'),
  findById: ({ users }) => users.findById('usr_ada'),
  findByEmail: ({ users }) => users.findByEmail('ada@example.org'),
  knows: ({ knownDevices }) => knownDevices.knows('laptop', 'usr_ada'),
  findIdentity: ({ identities }) => identities.find(google, 'ada'),
  listIdentities: ({ identities }) => identities.list('usr_ada'),
  findLogin: ({ providerLogins }) => providerLogins.find('ses_nobody'),
  findPicture: ({ pictures }) => pictures.find('usr_ada'),
  findPictureVersion: ({ pictures }) => pictures.findVersion('usr_ada'),
}

/** Everything that writes, and the check that says whether it can. */
export const writingVerbs: Record<string, Verb> = {
  check: (store) => store.check(),
  create: ({ sessions }) => sessions.create(sessionRecord({ userId: 'usr_bob' }), onItsOwn),
  update: ({ sessions }) => sessions.update('ses_nobody', {}, noon),
  rotate: ({ sessions }) => sessions.rotate(tokenHash(), rotation()),
  endOne: ({ sessions }) => sessions.end({ userId: 'usr_nobody', id: 'ses_nobody' }, ending('revoked')),
  endAll: ({ sessions }) => sessions.end({ userId: 'usr_nobody', exceptId: null }, ending('revoked')),
  removeExpired: ({ sessions }) => sessions.removeExpired(0, 0, 10),
  setPassword: ({ passwords }) => passwords.set('usr_ada', 'hash', noon),
  changePassword: ({ passwords }) =>
    passwords.change({
      userId: 'usr_ada',
      from: 'hash',
      to: 'other',
      keeps: { tokenHash: tokenHash(), newTokenHash: tokenHash() },
      ending: ending('password_changed'),
    }),
  createUser: ({ users }) => users.create({ ...ada, id: `usr_${tokenHash()}` }, 'hash'),
  updateUser: ({ users }) => users.update('usr_ada', { name: 'Ada' }),
  addEmail: ({ users }) => users.addEmail('usr_nobody', { email: 'a@b.example', emailCanonical: 'a@b.example' }),
  deleteUser: ({ users }) => users.delete('usr_nobody', ending('account_deleted')),
  take: ({ rateLimits }) => rateLimits.take(tries, noon),
  giveBack: ({ rateLimits }) => rateLimits.giveBack(tries, noon),
  clear: ({ rateLimits }) => rateLimits.clear(['ada']),
  remember: ({ knownDevices }) => knownDevices.remember('laptop', 'usr_ada', noon),
  registerIdentity: ({ identities }) => {
    const id = `usr_${tokenHash()}`
    return identities.register({ ...ada, id, emailCanonical: id }, identityRecord({ userId: id }))
  },
  link: ({ identities }) => identities.link(identityRecord({ userId: 'usr_nobody' }), null),
  unlink: ({ identities }) => {
    const terms = { usableIssuers: [], exceptSessionId: 'ses_nobody', ending: ending('revoked') }
    return identities.unlink({ userId: 'usr_nobody', id: 'idn_nobody' }, terms)
  },
  refresh: ({ identities }) => identities.refresh('idn_nobody', identityRecord()),
  forgetIdentities: ({ identities }) => identities.forgetUser('usr_nobody'),
  beginTrip: ({ roundTrips }) => roundTrips.begin(roundTrip()),
  takeTrip: ({ roundTrips }) => roundTrips.take(tokenHash(), noon),
  rememberLogin: ({ providerLogins }) => providerLogins.remember(providerLogin(sessionRecord(), identityRecord())),
  setPicture: ({ pictures }) => pictures.set(pictureRecord({ userId: 'usr_nobody' })),
  forgetPicture: ({ pictures }) => pictures.forgetUser('usr_nobody'),
  logOutAtProvider: ({ providerLogins }) =>
    providerLogins.logOut(providerLogout({ sid: 'no-sid' }), ending('logged_out')),
  logOutSubject: ({ providerLogins }) =>
    providerLogins.logOut(providerLogout({ subject: 'nobody' }), ending('logged_out')),
}

/** How each of these came out, all at once: `ok`, or what it rejected with, and after how long for the last of them. */
export async function tryVerbs(store: Store, verbs: Record<string, Verb>) {
  const started = performance.now()
  const outcomes = await Promise.all(
    Object.entries(verbs).map(async ([name, verb]) => {
      const outcome = await verb(store).then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      )
      return [name, outcome] as const
    }),
  )
  return { outcomes: Object.fromEntries(outcomes), ms: performance.now() - started }
}

/** The same outcome for each of them. */
export function allOf(verbs: Record<string, Verb>, outcome: string): Record<string, string> {
  return Object.fromEntries(Object.keys(verbs).map((name) => [name, outcome]))
}
