import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { requestSession } from './request-session.ts'
import { anotherNode } from './testing/another-node.ts'
import { Browser } from './testing/browser.ts'
import { arrive, logInThrough, type ProviderApp } from './testing/provider-app.ts'
import { RogueProvider } from './testing/rogue-provider.ts'
import { ada, testApp, type TestApp } from './testing/test-app.ts'

const document = readFileSync(new URL('../../../docs/revocations.md', import.meta.url), 'utf8')

/** The cells of the table in the documentation: what happens, to what, and what becomes of it. */
const [columns = [], , ...rows] = document
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
const cells = rows.flatMap(([happening = '', ...outcomes]) =>
  outcomes.map((outcome, index) => [happening, columns[index + 1] ?? '', outcome] as const),
)

const newPassword = 'a-new-coat-every-day'

/** Ada in four browsers; a handler in one of them waits to be let go. */
interface Scene extends ProviderApp {
  own: Browser
  ownId: string
  identityId: string
  old: Browser
  another: Browser
  anotherId: string
  remembered: Browser
  letGo: () => void
  slowWrite: Promise<unknown>
}

const happenings: Record<string, (scene: Scene) => Promise<unknown>> = {
  'log out': ({ own }) => own.post('/auth/logout'),
  'log in again in the same browser': ({ own }) => own.logIn(),
  'end another session': ({ own, anotherId }) => own.send('DELETE', `/auth/sessions/${anotherId}`),
  'end all others': ({ own }) => own.send('DELETE', '/auth/sessions'),
  extend: ({ own }) => own.post('/auth/session/extend'),
  'step up': ({ own }) => own.stepUp(),
  'change the name': ({ own }) => own.send('PATCH', '/auth/me', { name: 'Countess Lovelace' }),
  'change the password': ({ own }) => own.post('/auth/password/change', { currentPassword: ada.password, newPassword }),
  'delete the account': ({ own }) => own.send('DELETE', '/auth/me'),
  'step up at the provider': async ({ own, rogue }) => {
    const { location } = (await own.post('/auth/providers/rogue/reauthenticate')).json<{ location: string }>()
    return arrive(own, rogue.authorize(location))
  },
  'link an identity': (scene) => link(scene, 'another'),
  'unlink an identity': ({ own, identityId }) => own.send('DELETE', `/auth/identities/${identityId}`),
  'the provider logs somebody out': async ({ app, rogue }) => {
    const headers = { host: 'shop.example', 'content-type': 'application/x-www-form-urlencoded' }
    const payload = `logout_token=${await rogue.logoutToken({ sub: 'ada' })}`
    return app.inject({ method: 'POST', url: '/auth/providers/rogue/backchannel-logout', headers, payload })
  },
  'the host changes roles and rotates': ({ own }) => own.post('/become-admin'),
  'the host disables the account': ({ app, store }) => endAll(app, store, 'account_disabled'),
  'an admin ends all sessions': ({ app, store }) => endAll(app, store, 'revoked_by_admin'),
}

async function endAll(app: FastifyInstance, store: TestApp['store'], reason: 'account_disabled' | 'revoked_by_admin') {
  const user = await store.users.findByEmail(ada.email)
  return app.coatcheck.endSessions(user?.id ?? '', reason)
}

async function link({ own, rogue }: Pick<Scene, 'own' | 'rogue'>, sub: string) {
  const { location } = (await own.post('/auth/identities/rogue')).json<{ location: string }>()
  return arrive(own, rogue.authorize(location, { sub }))
}

const idOf = async (browser: Browser) =>
  (await browser.get('/auth/status')).json<{ session: { id: string } }>().session.id

async function setUp(): Promise<Scene> {
  const gate = Promise.withResolvers<undefined>()
  const entered = Promise.withResolvers<undefined>()
  const rogue = await RogueProvider.start()
  const test = await testApp({ providers: [rogue.config()] }, async (app) => {
    await app.register(requestSession)
    app.post('/become-admin', { config: { auth: 'user' } }, (request, reply) => request.auth.rotate(reply))
    app.put('/slow', { config: { auth: 'user' } }, async (request) => {
      entered.resolve(undefined)
      await gate.promise
      request.session.set('slow' as never, true as never)
      return 'written'
    })
  })
  const [own, another, remembered] = [new Browser(test.app), new Browser(test.app), new Browser(test.app)]
  rogue.clock = test.options.clock ?? rogue.clock
  await own.register()
  await own.stepUp()
  await link({ own, rogue }, 'ada')
  await logInThrough({ rogue, browser: another })
  await remembered.logIn({ remember: true })
  const old = own.copy()
  await own.stepUp()
  const [ownId, anotherId] = [await idOf(own), await idOf(another)]
  const { identities } = (await own.get('/auth/identities')).json<{ identities: { id: string }[] }>()
  const identityId = identities[0]?.id ?? ''
  const slowWrite = another.send('PUT', '/slow', {})
  await entered.promise
  const letGo = () => {
    gate.resolve(undefined)
  }
  const options = { ...test.options, providers: [rogue.config()] }
  return {
    ...test,
    options,
    rogue,
    browser: own,
    identityId,
    own,
    ownId,
    old,
    another,
    anotherId,
    remembered,
    letGo,
    slowWrite,
  }
}

/** What becomes of the session whose cookie a browser had before. */
async function fate(before: Browser, after: Browser): Promise<string> {
  const answer = await before.get('/auth/me')
  if (answer.statusCode === 200) return 'goes on'
  const { reason } = answer.json<{ reason: string | null }>()
  if (reason !== null) return `ends: ${reason}`
  return (await after.get('/auth/me')).statusCode === 200 ? 'new token' : 'dead'
}

async function slowFate({ file, anotherId, letGo, slowWrite }: Scene): Promise<string> {
  letGo()
  await slowWrite
  const database = new DatabaseSync(file, { readOnly: true })
  const row = database.prepare('select data from coatcheck_sessions where id = ?').get(anotherId)
  database.close()
  return row?.['data'] === '{"slow":true}' ? 'kept' : 'dropped'
}

describe('docs/revocations.md', () => {
  it('has a row for everything that this test can make happen, and no other', () => {
    expect(rows.map(([happening]) => happening)).toEqual(Object.keys(happenings))
  })

  it.each(cells)('FC-5 ASVS 7.4.2 7.4.3 is right about: %s, %s: %s', async (happening, column, outcome) => {
    const scene = await setUp()
    const nodes = [scene.app, await anotherNode(scene)]
    const before = scene.own.copy()
    for (const browser of [before, scene.another, scene.remembered]) {
      expect((await browser.copy(nodes[1]).get('/auth/me')).statusCode).toBe(200)
    }

    await happenings[happening]?.(scene)

    for (const node of nodes) {
      const found: Record<string, () => Promise<string>> = {
        'this session': () => fate(before.copy(node), scene.own.copy(node)),
        'its old token': () => fate(scene.old.copy(node), new Browser(node)),
        'another one': () => fate(scene.another.copy(node), scene.another.copy(node)),
        'a remembered one': () => fate(scene.remembered.copy(node), scene.remembered.copy(node)),
        'a slow write in another one': () => slowFate(scene),
      }
      expect(await found[column]?.()).toBe(outcome)
    }
    scene.letGo()
    await scene.slowWrite
  })
})
