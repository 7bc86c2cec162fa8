import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../../../tools/servers/free-port.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import { sqlite } from '../sqlite/open-sqlite.ts'
import { StoreRefused } from '../store-refused.ts'
import { allOf, readingVerbs, tryVerbs, writingVerbs } from '../testing/every-verb.ts'
import { selfMadeCertificate } from '../testing/self-made-certificate.ts'
import { redis, type RedisOptions } from './open-redis.ts'

const everyVerb = { ...readingVerbs, ...writingVerbs }
const trusted = getCACertificates('default')

describe('a Redis behind TLS', () => {
  const { certificate, key } = selfMadeCertificate('localhost')
  let folder: string
  let server: RedisServer
  let port: number

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'coatcheck-tls-'))
    const [certificateFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')]
    writeFileSync(certificateFile, certificate)
    writeFileSync(keyFile, key, { mode: 0o600 })
    port = await freePort()
    const files = ['--tls-cert-file', certificateFile, '--tls-key-file', keyFile, '--tls-ca-cert-file', certificateFile]
    server = await startRedis('--tls-port', String(port), '--tls-auth-clients', 'no', ...files)
  })
  afterEach(() => setDefaultCACertificates(trusted))
  afterAll(async () => {
    await server.remove()
    rmSync(folder, { recursive: true })
  })

  async function open(url: string, options: Partial<RedisOptions> = {}) {
    return redis(url, { over: await sqlite(join(folder, 'coatcheck.db')), ...options })
  }

  it('L2 L5 L6 is asked in secret, heard in secret, and comes back after it hung', async () => {
    setDefaultCACertificates([...trusted, certificate])
    const store = await open(`rediss://localhost:${port}`, { deadlineMs: 1000 })
    store.feed?.subscribe({ onMessage: () => undefined })
    await vi.waitUntil(() => store.feed?.heardUntil() !== null, { timeout: 5000 })
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))

    server.pause()
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', troubled: ['redis'] })
    server.resume()

    await vi.waitFor(() => store.check(), { timeout: 10_000 })
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
    await store.close()
  })

  it.each([
    { what: 'for which nobody vouches', host: 'localhost', vouched: [] },
    { what: 'of another name', host: '127.0.0.1', vouched: [certificate] },
  ])('is refused at once with a certificate $what, and the cure is told', async ({ host, vouched }) => {
    setDefaultCACertificates([...trusted, ...vouched])
    const started = performance.now()
    const refusal: unknown = await open(`rediss://${host}:${port}`).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(StoreRefused)
    expect(String(refusal)).toContain('Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
