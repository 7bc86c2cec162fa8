import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { types } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase, type PostgresDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { startBabbler } from '../../../../tools/servers/start-babbler.ts'
import { migrations } from '../migrations.ts'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { postgres, type PostgresOptions } from './open-postgres.ts'

const server = sharedPostgres()
const entry = fileURLToPath(new URL('../postgres.ts', import.meta.url))

describe('postgres', () => {
  let database: PostgresDatabase
  const opened: Store[] = []

  beforeEach(async () => {
    database = await createDatabase(server)
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()))
  })

  async function open(where: string | PostgresOptions): Promise<Store> {
    const store = await postgres(where)
    opened.push(store)
    return store
  }

  const ask = (sql: string) => askPostgres(server, sql, database.name)

  it('finds what an earlier process kept', async () => {
    const session = sessionRecord()
    const first = await postgres(database.url)
    await first.sessions.create(session, onItsOwn)
    await first.close()

    const second = await open(database.url)

    expect(await second.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('finds the server through its socket', async () => {
    await expect((await open(database.socketUrl)).check()).resolves.toBeUndefined()
  })

  it('runs each migration once when several processes start at once', async () => {
    const script = `const { postgres } = await import(${JSON.stringify(entry)}); await (await postgres(process.argv[1])).close()`
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, database.url])

    await Promise.all([start(), start(), start()])

    expect((await ask('select name from coatcheck_migrations order by name')).split('\n')).toEqual(
      Object.keys(migrations),
    )
  })

  it('leaves the tables of the host alone', async () => {
    await ask(`create table users (id text); insert into users values ('theirs-1')`)

    await open(database.url)

    expect(await ask('select id from users')).toBe('theirs-1')
    const foreign = `select count(*) from pg_tables where schemaname = 'public' and tablename not like 'coatcheck\\_%'`
    expect(await ask(foreign)).toBe('1')
  })

  it('keeps to the schema that the address names, beside another store', async () => {
    await ask('create schema shop')
    const [first, second] = [await open(database.url), await open(`${database.url}?options=-c%20search_path%3Dshop`)]
    const session = sessionRecord()

    await first.sessions.create(session, onItsOwn)

    expect(await second.sessions.find(session.tokenHash)).toBeNull()
    expect(await ask('select count(*) from shop.coatcheck_sessions')).toBe('0')
  })

  it('changes nothing in how the host reads whole numbers', async () => {
    await open(database.url)

    expect(types.getTypeParser(types.builtins.INT8, 'text')('7')).toBe('7')
  })

  it('says who it is', async () => {
    const store = await open(database.url)
    await store.check()

    const sql = `select distinct application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    expect(await ask(sql)).toBe('coatcheck')
  })

  it('FI-10 tells the time of the server', async () => {
    const store = await open(database.url)

    expect(Math.abs(Number(await store.serverTime?.()) - Date.now())).toBeLessThan(5000)
  })

  describe('refuses', () => {
    it('a database of a newer version', async () => {
      await (await postgres(database.url)).close()
      await ask(`insert into coatcheck_migrations values ('9999-12-31-from-the-future', '')`)

      await expect(postgres(database.url)).rejects.toThrow(/newer version of Coatcheck wrote it\. Update this one/)
    })

    it('a search_path without a schema', async () => {
      const url = `${database.url}?options=-c%20search_path%3Dnowhere`

      await expect(postgres(url)).rejects.toThrow('No schema of the search_path exists')
    })

    it('a user who may not create tables', async () => {
      await ask(`create role "${database.name}" login password 'secret'; revoke create on schema public from public`)
      const url = new URL(database.url)
      url.username = database.name
      url.password = 'secret'

      await expect(postgres(url.href)).rejects.toThrow('Let this user create tables there')
    })

    it('a wrong password, at once and without repeating it', async () => {
      const url = database.url.replace('lend-me-your-coat', 'open-sesame')

      const refusal: unknown = await postgres(url).catch((error: unknown) => error)

      expect(refusal).toBeInstanceOf(StoreRefused)
      expect(String(refusal)).toContain(`${database.name} at 127.0.0.1:${server.port}`)
      expect(String(refusal)).toContain('Check the user and the password')
      expect(String(refusal)).not.toContain('sesame')
    })

    it('a database that is not there, at once', async () => {
      await expect(postgres(`${database.url}x`)).rejects.toThrow('Create the database, or name another one')
    })

    it.each(['', 'shop.db', 'mysql://ada:open-sesame@localhost/shop', 'postgres://ada:open-sesame@:x/shop'])(
      'the address %s, without repeating it',
      async (url) => {
        const refusal: unknown = await postgres(url).catch((error: unknown) => error)

        expect(refusal).toBeInstanceOf(StoreRefused)
        expect(String(refusal)).toContain('Write postgres://user:password@host:5432/database')
        expect(String(refusal)).not.toContain('sesame')
      },
    )

    it.each([
      { what: 'a port where nobody listens', url: 'postgres://ada@127.0.0.1:1/shop' },
      { what: 'a socket that is missing', url: 'postgres://ada@%2Fnowhere/shop' },
      { what: 'a host that nobody knows', url: 'postgres://ada@nowhere.invalid/shop' },
    ])('$what, after the time that was given', async ({ url }) => {
      await expect(postgres({ url, startMs: 300 })).rejects.toThrow(
        /^Cannot use .*\. Start the server, or name another/,
      )
    })

    it('something else that listens there', async () => {
      const babbler = await startBabbler(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))

      const url = `postgres://ada@127.0.0.1:${babbler.port}/shop`
      await expect(postgres({ url, startMs: 300 })).rejects.toBeInstanceOf(StoreRefused)

      await babbler.close()
    })

    it('a pooler that takes no deadlines from its clients, at once, and tells the cure', async () => {
      const fields = ['SFATAL', 'C08P01', 'Munsupported startup parameter: statement_timeout', '']
      const body = Buffer.from(`${fields.join('\0')}\0`)
      const pooler = await startBabbler(Buffer.concat([Buffer.from('E\0\0\0'), Buffer.of(body.length + 4), body]))

      const opening = postgres(`postgres://ada@127.0.0.1:${pooler.port}/shop`)

      await expect(opening).rejects.toThrow('A pooler is in between. Let it hand out sessions')
      await pooler.close()
    })

    it('to start without the driver, and tells how to install it', async () => {
      vi.doMock('pg', () => {
        throw new Error('Cannot find package')
      })

      await expect(postgres(database.url)).rejects.toThrow('npm install pg')

      vi.doUnmock('pg')
    })
  })
})
