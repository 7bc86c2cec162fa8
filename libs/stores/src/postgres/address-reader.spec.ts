import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase, type PostgresDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { allOf, readingVerbs, tryVerbs } from '../testing/every-verb.ts'
import { createAddressReader } from './address-reader.ts'
import { postgres } from './open-postgres.ts'

const server = sharedPostgres()
const host = 'postgres://ada@db.example/shop'

describe('the address of a PostgreSQL', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'coatcheck-certificates-'))
    file = join(folder, 'ca.pem')
    writeFileSync(file, 'first')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('has the certificates that are in the files by now', () => {
    const readAddress = createAddressReader(pg, `${host}?sslmode=verify-full&sslrootcert=${file}`)
    expect(readAddress().ssl).toMatchObject({ ca: 'first' })

    writeFileSync(file, 'second')

    expect(readAddress().ssl).toMatchObject({ ca: 'second' })
  })

  it('L6 L7 has those that were read last while they cannot be read', () => {
    const readAddress = createAddressReader(pg, `${host}?sslmode=verify-full&sslrootcert=${file}`)

    renameSync(file, `${file}.old`)

    expect(readAddress().ssl).toMatchObject({ ca: 'first' })
  })

  it('verifies the server when it is asked to', () => {
    expect(createAddressReader(pg, `${host}?sslmode=verify-full`)().ssl).toEqual({})
    expect(createAddressReader(pg, host)().ssl).toBe(false)
  })

  it('says nothing about deadlines', () => {
    const address = createAddressReader(pg, `${host}?statement_timeout=0&lock_timeout=0&query_timeout=1`)()

    expect(Object.keys(address).filter((name) => name.endsWith('timeout'))).toEqual([])
  })

  it.each(['sslmode=verify-full&sslrootcert=/nowhere.pem', 'sslnegotiation=direct&sslmode=disable'])(
    'is refused with %s, and without repeating the password',
    async (parameters) => {
      const url = `postgres://ada:open-sesame@db.example/shop?${parameters}`

      const refusal: unknown = await postgres(url).catch((error: unknown) => error)

      expect(refusal).toBeInstanceOf(StoreRefused)
      expect(String(refusal)).toMatch(/^StoreRefused: The address of the PostgreSQL cannot be used \(.+\)\. Mend/)
      expect(String(refusal)).not.toContain('sesame')
    },
  )

  describe('with a certificate', () => {
    let database: PostgresDatabase
    let store: Store

    beforeEach(async () => {
      database = await createDatabase(server)
      // Read and not used, so that the server needs none.
      store = await postgres({ url: `${database.url}?sslmode=disable&sslrootcert=${file}`, maxConnections: 1 })
    })
    afterEach(() => store.close())

    it('L6 L7 FI-6 leads back to the server when the certificate is gone by then', async () => {
      const heard: string[] = []
      store.feed?.subscribe({ onMessage: () => undefined, onGap: () => heard.push('gap') })
      await vi.waitUntil(() => heard.length === 1, { timeout: 5000 })
      rmSync(file)

      await askPostgres(
        server,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`,
      )

      expect((await tryVerbs(store, readingVerbs)).outcomes).toEqual(allOf(readingVerbs, 'ok'))
      await vi.waitUntil(() => heard.length === 2, { timeout: 5000 })
    })
  })
})
