import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { copyStore, postgresTarget, sqliteSource } from '../copy.ts'
import { postgres } from '../postgres.ts'
import { redis } from '../redis.ts'
import { sqlite } from '../sqlite.ts'
import { plantRow, plantSessions, poisonRows, sessionRecord } from '../testing.ts'
import { identityRecord, providerLogin } from '../testing/identity-record.ts'
import { pictureRecord } from '../testing/picture-record.ts'
import { ending, noon, onItsOwn } from '../testing/session-record.ts'
import { ada, bob } from '../testing/user-record.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-copy-'))

/** An SQLite store with one user, who has logged in twice and out once, and an empty PostgreSQL. */
async function places() {
  const file = join(folder, `${randomUUID()}.db`)
  const { name, url } = await createDatabase(sharedPostgres())
  const store = await sqlite(file)
  onTestFinished(() => store.close())
  await store.users.create({ ...ada, name: 'Ada 🧥 "\\\n' }, 'a hash')
  await store.knownDevices.remember('device', 'usr_ada', noon)
  const identity = identityRecord()
  await store.identities.link(identity, null)
  await store.pictures.set(pictureRecord())
  const alive = sessionRecord({ userId: 'usr_ada', id: 'ses_alive', tokenHash: 'alive', data: { cart: ['\u0000'] } })
  await store.sessions.create(alive, onItsOwn)
  await store.providerLogins.remember(providerLogin(alive, identity, { sid: 'laptop' }))
  await store.sessions.create(sessionRecord({ userId: 'usr_ada', id: 'ses_over', tokenHash: 'over' }), onItsOwn)
  await store.sessions.end({ userId: 'usr_ada', id: 'ses_over' }, ending('revoked'))
  const copy = async (options?: Parameters<typeof copyStore>[1]) =>
    copyStore({ from: () => sqliteSource(file), to: () => postgresTarget(url) }, options)
  const count = async (table: string) =>
    Number(await askPostgres(sharedPostgres(), `select count(*) from ${table}`, name))
  const open = async () => {
    const copied = await postgres(url)
    onTestFinished(() => copied.close())
    return copied
  }
  return { file, url, store, alive, copy, count, open }
}

describe('copyStore', { timeout: 30_000 }, () => {
  it('takes users, passwords, identities, pictures and known devices along, as they are', async () => {
    const { store, copy, open } = await places()

    const people = { users: 1, passwords: 1, identities: 1, pictures: 1, known_devices: 1 }
    expect(await copy()).toMatchObject({ ...people, sessions: 0, ended_sessions: 0, provider_logins: 0 })

    const copied = await open()
    expect(await copied.users.findById('usr_ada')).toEqual(await store.users.findById('usr_ada'))
    expect(await copied.passwords.find('usr_ada')).toEqual(await store.passwords.find('usr_ada'))
    expect(await copied.identities.list('usr_ada')).toEqual(await store.identities.list('usr_ada'))
    expect(await copied.pictures.find('usr_ada')).toEqual(await store.pictures.find('usr_ada'))
    expect(await copied.knownDevices.knows('device', 'usr_ada')).toBe(true)
    expect(await copied.sessions.list('usr_ada')).toEqual([])
  })

  it('L3 L4 takes sessions along when it is asked to, and ended ones stay ended', async () => {
    const { alive, copy, open } = await places()

    expect(await copy({ withSessions: true })).toMatchObject({ sessions: 1, ended_sessions: 1, provider_logins: 1 })

    const copied = await open()
    expect(await copied.sessions.find('alive')).toEqual({ state: 'kept', session: alive })
    expect(await copied.sessions.find('over')).toEqual({ state: 'ended', reason: 'revoked', endedAt: noon })
    expect(await copied.providerLogins.find('ses_alive')).toMatchObject({ sid: 'laptop' })
  })

  it('L4 says how many sessions go on with their Redis alone, and they do', async () => {
    const { file, alive, copy, open } = await places()
    const url = await createRedisDatabase(sharedRedis())
    const before = await redis(url, { over: await sqlite(file) })
    const bobs = sessionRecord({ userId: 'usr_bob', data: { cart: ['coat'] } })
    await before.sessions.create(bobs, onItsOwn)
    await before.close()

    expect(await copy({ withSessions: true })).toMatchObject({ sessions: 2, sessionsInRedis: 1 })

    const copied = await open()
    expect(await copied.sessions.find(alive.tokenHash)).toEqual({ state: 'kept', session: alive })
    const after = await redis(url, { over: copied })
    expect(await after.sessions.find(bobs.tokenHash)).toEqual({ state: 'kept', session: bobs })
    expect(await after.sessions.find(alive.tokenHash), 'it was never in Redis').toBeNull()
    await after.close()
  })

  it('FC-9 leaves sessions behind that cannot be read, and says how many', async () => {
    const { file, copy } = await places()
    const database = new DatabaseSync(file)
    const poisoned = poisonRows.map((_, index) => sessionRecord({ id: `ses_${index}`, tokenHash: `poison-${index}` }))
    plantSessions(database, poisoned)
    for (const [index, row] of poisonRows.entries()) plantRow(database, `poison-${index}`, row)
    database.close()

    const copied = await copy({ withSessions: true })

    expect(copied).toMatchObject({ sessions: 1, unreadableSessions: poisonRows.length })
  })

  it('refuses a database in which there are users, as often as it is asked, and changes nothing there', async () => {
    const { copy, count } = await places()
    await copy()

    for (let time = 0; time < 2; time++) {
      await expect(copy({ withSessions: true })).rejects.toThrow(
        /^There are users already in .+; nothing was changed there\. Name an empty database\.$/,
      )
    }

    expect([await count('coatcheck_users'), await count('coatcheck_sessions')]).toEqual([1, 0])
  })

  it('copies everything or nothing', async () => {
    const { file, copy, count } = await places()
    const database = new DatabaseSync(file)
    database.exec(`insert into coatcheck_known_devices values ('bad' || char(0), 'usr_ada', 1)`)

    await expect(copy()).rejects.toThrow(/^Nothing was copied, since PostgreSQL refused it/)
    expect(await count('coatcheck_users')).toBe(0)

    database.exec(`delete from coatcheck_known_devices where last_used_at = 1`)
    database.close()
    expect(await copy()).toMatchObject({ users: 1 })
  })

  it('L4 lets nobody write to either place while it copies', async () => {
    const { file, url, store } = await places()
    const impatient = await postgres({ url, deadlineMs: 300 })
    onTestFinished(() => impatient.close())
    const [source, target] = [await sqliteSource(file), await postgresTarget(url)]

    const writes = await Promise.allSettled([
      store.users.update('usr_ada', { name: 'Late' }),
      impatient.users.create(bob, 'a hash'),
    ])

    expect(writes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await copyStore({ from: async () => source, to: async () => target })).toMatchObject({ users: 1 })
  })

  it('says that there is no such file, and makes none', async () => {
    await expect(sqliteSource(join(folder, 'none.db'))).rejects.toThrow(/^There is no file .+none\.db\./)
    await expect(sqliteSource(join(folder, 'none.db'))).rejects.toThrow(/^There is no file/)
  })

  it('needs little memory, however many there are', async () => {
    const { file, url, count } = await places()
    const database = new DatabaseSync(file)
    plantSessions(database, manySessions())
    database.close()
    const script = `
      const { copyStore, postgresTarget, sqliteSource } = await import('@coatcheck/stores/copy')
      const [from, to] = [() => sqliteSource(process.argv[1]), () => postgresTarget(process.argv[2])]
      await copyStore({ from, to }, { withSessions: true })`
    const node = ['--conditions=@coatcheck/source', '--max-old-space-size=32', '--input-type=module', '-e', script]

    execFileSync(process.execPath, [...node, file, url], { cwd: import.meta.dirname })

    expect(await count('coatcheck_sessions')).toBe(12_001)
  })
})

/** 60 MB of them. */
function* manySessions() {
  const data = { note: 'x'.repeat(5000) }
  for (let index = 0; index < 12_000; index++) {
    yield sessionRecord({ id: `ses_many_${index}`, tokenHash: `many-${index}`, data })
  }
}
