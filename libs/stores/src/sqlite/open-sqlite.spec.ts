import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../migrations.ts'
import { StoreRefused } from '../store-refused.ts'
import { onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { sqlite } from './open-sqlite.ts'

const entry = fileURLToPath(new URL('../sqlite.ts', import.meta.url))

describe('sqlite', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'coatcheck-open-'))
  })

  it('creates the file and its folder, for the owner alone', async () => {
    const file = join(folder, 'deep', 'er', 'coatcheck.db')

    await (await sqlite(file)).close()

    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('finds what an earlier process kept', async () => {
    const file = join(folder, 'coatcheck.db')
    const session = sessionRecord()
    const first = await sqlite(file)
    await first.sessions.create(session, onItsOwn)
    await first.close()

    const second = await sqlite(file)

    expect(await second.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    await second.close()
  })

  it('FI-8 refuses a file that is not a database and leaves it as it is', async () => {
    const file = join(folder, 'notes.txt')
    const text = 'Not a database, but somebody wants to keep it. '.repeat(50)
    writeFileSync(file, text)

    await expect(sqlite(file)).rejects.toThrow(/notes\.txt is not an SQLite database/)

    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('FI-8 refuses a damaged database and leaves it as it is', async () => {
    const file = join(folder, 'coatcheck.db')
    await (await sqlite(file)).close()
    const damaged = readFileSync(file).fill(0xff, 0, 60)
    writeFileSync(file, damaged)

    await expect(sqlite(file)).rejects.toBeInstanceOf(StoreRefused)

    expect(readFileSync(file).equals(damaged)).toBe(true)
  })

  it('refuses a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '')

    await expect(sqlite(join(folder, 'file', 'coatcheck.db'))).rejects.toBeInstanceOf(StoreRefused)
  })

  it('runs each migration once when several processes start at once', async () => {
    const file = join(folder, 'coatcheck.db')
    const script = `const { sqlite } = await import(${JSON.stringify(entry)}); await (await sqlite(process.argv[1])).close()`
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file])

    await Promise.all([start(), start(), start(), start()])

    const database = new DatabaseSync(file, { readOnly: true })
    const names = database.prepare('select name from coatcheck_migrations').all()
    database.close()
    expect(names.map((row) => row['name'])).toEqual(Object.keys(migrations))
  })

  it('refuses a database of a newer version', async () => {
    const file = join(folder, 'coatcheck.db')
    await (await sqlite(file)).close()
    const newer = new DatabaseSync(file)
    newer.exec(`insert into coatcheck_migrations values ('9999-12-31-from-the-future', '')`)
    newer.close()

    await expect(sqlite(file)).rejects.toThrow(/written by a newer version of Coatcheck\. Update this one/)
  })

  it('leaves the tables of the host alone', async () => {
    const file = join(folder, 'shop.db')
    const host = new DatabaseSync(file)
    host.exec(`create table users (id); insert into users values ('theirs-1')`)
    host.close()

    await (await sqlite(file)).close()

    const database = new DatabaseSync(file, { readOnly: true })
    expect(database.prepare('select id from users').all()).toEqual([{ id: 'theirs-1' }])
    database.close()
  })

  it('can tell that it answers', async () => {
    const store = await sqlite(join(folder, 'coatcheck.db'))

    await expect(store.check()).resolves.toBeUndefined()

    await store.close()
  })
})
