import { chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { type PostgresServer, startPostgres } from '../../../../tools/servers/start-postgres.ts'
import type { Store } from '../store.ts'
import { allOf, readingVerbs, tryVerbs, writingVerbs } from '../testing/every-verb.ts'
import { ended, ending, onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { postgres } from './open-postgres.ts'

const everyVerb = { ...readingVerbs, ...writingVerbs }

/** Starts a server again as a standby, which has what it had and hears of nothing new. */
async function becomeStandby(server: PostgresServer): Promise<void> {
  await server.stop('SIGINT')
  const data = join(server.folder, 'data')
  const { uid, gid } = statSync(data)
  writeFileSync(join(data, 'standby.signal'), '')
  chownSync(join(data, 'standby.signal'), uid, gid)
  await server.start()
}

describe('a PostgreSQL that is a standby', () => {
  let server: PostgresServer
  let url: string
  let store: Store

  beforeAll(async () => {
    server = await startPostgres()
    url = (await createDatabase(server)).url
    store = await postgres({ url, deadlineMs: 1000 })
  })
  afterAll(async () => {
    await store.close()
    await server.remove()
  })

  it('L2 L3 L6 FI-6 is not believed, since it may not have heard of a logout, until it is promoted', async () => {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    await becomeStandby(server)
    expect(await askPostgres(server, 'select pg_is_in_recovery()')).toBe('t')

    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'StoreUnavailable'))
    await expect(postgres({ url, startMs: 300 })).rejects.toThrow('It is a standby, which takes no writes')

    await askPostgres(server, 'select pg_promote()')
    expect(await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))).toEqual([
      ended(session, 'logged_out'),
    ])
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
  })
})
