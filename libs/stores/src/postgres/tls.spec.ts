import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { serverUser } from '../../../../tools/servers/server-user.ts'
import { type PostgresServer, startPostgres } from '../../../../tools/servers/start-postgres.ts'
import { startProxy } from '../../../../tools/servers/start-proxy.ts'
import { StoreRefused } from '../store-refused.ts'
import { allOf, readingVerbs, tryVerbs, writingVerbs } from '../testing/every-verb.ts'
import { selfMadeCertificate } from '../testing/self-made-certificate.ts'
import { postgres } from './open-postgres.ts'

const everyVerb = { ...readingVerbs, ...writingVerbs }

describe('a PostgreSQL behind TLS', () => {
  let folder: string
  let server: PostgresServer
  let url: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coatcheck-tls-'))
    const { certificate, key } = selfMadeCertificate('localhost')
    const [certificateFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')]
    writeFileSync(certificateFile, certificate)
    writeFileSync(keyFile, key, { mode: 0o600 })
    const user = await serverUser()
    if (user !== null) for (const file of [folder, keyFile]) chownSync(file, user.uid, user.gid)
    server = await startPostgres({ ssl: 'on', ssl_cert_file: certificateFile, ssl_key_file: keyFile })
    url = (await createDatabase(server)).url.replace('127.0.0.1', 'localhost')
  })
  afterAll(async () => {
    await server.remove()
    rmSync(folder, { recursive: true })
  })

  const verified = (file: string) => `?sslmode=verify-full&sslrootcert=${join(folder, file)}`

  it('is asked in secret, heard in secret, and comes back after an outage', async () => {
    const store = await postgres(url + verified('server.pem'))
    store.feed?.subscribe({ onMessage: () => undefined })
    await vi.waitUntil(() => store.feed?.heardUntil() !== null, { timeout: 5000 })
    const inClear =
      'select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where not ssl and usename is not null'
    expect(await askPostgres(server, `${inClear} and application_name = 'coatcheck'`)).toBe('0')

    await server.kill()
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'StoreUnavailable'))
    await server.start()

    await vi.waitFor(() => store.check(), { timeout: 10_000 })
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
    await store.close()
  })

  it('L5 is unavailable in time when the cable is pulled', async () => {
    const proxy = await startProxy(server)
    const there = url.replace(String(server.port), String(proxy.port))
    const store = await postgres({ url: there + verified('server.pem'), deadlineMs: 500 })
    proxy.hold()

    const { outcomes, ms } = await tryVerbs(store, everyVerb)

    expect(outcomes).toEqual(allOf(everyVerb, 'StoreUnavailable'))
    expect(ms).toBeLessThan(2000)
    proxy.release()
    await store.close()
    await proxy.close()
  })

  it.each([
    { what: 'for which nobody vouches', where: () => `${url}?sslmode=verify-full` },
    { what: 'of another name', where: () => url.replace('localhost', '127.0.0.1') + verified('server.pem') },
  ])('is refused at once with a certificate $what, and the cure is told', async ({ where }) => {
    const started = performance.now()
    const refusal: unknown = await postgres(where()).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(StoreRefused)
    expect(String(refusal)).toContain('Name the authority that signed its certificate with sslrootcert')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
