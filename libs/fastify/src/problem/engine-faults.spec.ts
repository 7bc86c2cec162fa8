import type { Store } from '@coatcheck/stores'
import { postgres } from '@coatcheck/stores/postgres'
import { redis } from '@coatcheck/stores/redis'
import { sqlite } from '@coatcheck/stores/sqlite'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { mkdtempSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { askPostgres, createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { askRedis } from '../../../../tools/servers/redis-address.ts'
import { type PostgresServer, startPostgres } from '../../../../tools/servers/start-postgres.ts'
import { startProxy, type TcpProxy } from '../../../../tools/servers/start-proxy.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import { coatcheck } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { publicUrl } from '../testing/test-app.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** True with `npm run faults`, which writes what was measured into the documentation. */
    writesFaults: boolean
  }
}

const deadlineMs = 1000
/** What a busy machine may take on top of a deadline, in milliseconds. */
const leewayMs = 1500
const table = new URL('../../../../docs/faults.md', import.meta.url)

/** An engine of its own that a test may hurt. */
interface Victim {
  store: Store
  /** How to bring each trouble about, and how to end it. */
  troubles: Record<string, { begin: () => Promise<unknown>; end: () => Promise<unknown>; reads: 200 | 503 }>
}

/** What can happen to any engine that is reached over the network. */
function networkTroubles(server: PostgresServer | RedisServer, proxy: TcpProxy): Victim['troubles'] {
  return {
    'is killed': { begin: () => server.kill(), end: () => server.start(), reads: 503 },
    hangs: { begin: async () => server.pause(), end: async () => server.resume(), reads: 503 },
    'cannot be reached': { begin: async () => proxy.hold(), end: async () => proxy.release(), reads: 503 },
    'is slow as treacle': {
      begin: async () => (proxy.latencyMs = 5000),
      end: async () => {
        proxy.latencyMs = 0
        proxy.cut()
      },
      reads: 503,
    },
    'talks nonsense': {
      begin: async () => {
        proxy.say(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))
        proxy.hold()
      },
      end: async () => proxy.release(),
      reads: 503,
    },
  }
}

async function postgresVictim(): Promise<Victim> {
  const server = await startPostgres()
  const proxy = await startProxy({ port: server.port })
  const { name } = await createDatabase(server)
  const direct = new URL(server.url)
  direct.pathname = name
  direct.port = String(proxy.port)
  const store = await postgres({ url: direct.href, deadlineMs })
  onTestFinished(async () => {
    proxy.release()
    await store.close()
    await proxy.close()
    await server.remove()
  })
  const readOnly = async (value: 'on' | 'off') => {
    await askPostgres(server, `alter system set default_transaction_read_only = ${value}`)
    await askPostgres(server, 'select pg_reload_conf()')
  }
  return {
    store,
    troubles: {
      ...networkTroubles(server, proxy),
      'is read-only': { begin: () => readOnly('on'), end: () => readOnly('off'), reads: 200 },
    },
  }
}

async function redisVictim(): Promise<Victim> {
  const server = await startRedis('--save', '', '--appendonly', 'yes', '--appendfsync', 'always')
  const proxy = await startProxy({ port: server.port })
  const over = await sqlite(join(mkdtempSync(join(tmpdir(), 'coatcheck-faults-')), 'coatcheck.db'))
  const store = await redis(`redis://127.0.0.1:${String(proxy.port)}`, { over, deadlineMs })
  onTestFinished(async () => {
    proxy.release()
    await store.close()
    await proxy.close()
    await server.remove()
  })
  return {
    store,
    troubles: {
      ...networkTroubles(server, proxy),
      'is full': {
        begin: () => askRedis(server, 'CONFIG SET maxmemory 1'),
        end: () => askRedis(server, 'CONFIG SET maxmemory 0'),
        reads: 200,
      },
    },
  }
}

const victims = { PostgreSQL: postgresVictim, 'Redis over SQLite': redisVictim }
const troublesOf = {
  PostgreSQL: ['is killed', 'hangs', 'cannot be reached', 'is slow as treacle', 'talks nonsense', 'is read-only'],
  'Redis over SQLite': ['is killed', 'hangs', 'cannot be reached', 'is slow as treacle', 'talks nonsense', 'is full'],
} as const

const cases = Object.entries(troublesOf).flatMap(([engine, troubles]) =>
  troubles.map((trouble) => [engine as keyof typeof victims, trouble] as const),
)

async function appOver(store: Store): Promise<FastifyInstance> {
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(coatcheck, { publicUrl, store, deadlineMs: deadlineMs + 500, limits: false })
  app.get('/open', { config: { auth: 'public' } }, () => 'open')
  await app.ready()
  return app
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begun = performance.now()
  return [await work(), performance.now() - begun]
}

/** 503 in time, with Retry-After and without a cookie: nobody takes it for a logout. */
function expectOutage(answer: LightMyRequestResponse, ms: number): void {
  expect(answer.json(), answer.body).toMatchObject({ status: 503, code: 'unavailable' })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(ms).toBeLessThan(deadlineMs + 500 + leewayMs)
}

const measured: string[] = []

describe('a dependency in trouble', { timeout: 60_000 }, () => {
  it.each(cases)('L1 L2 L3 L5 L6 FI-3 FI-6 %s %s: 503, nobody is logged out, and it recovers', async (engine, name) => {
    const { store, troubles } = await victims[engine]()
    const trouble = troubles[name]
    if (trouble === undefined) throw new Error(`${engine} has no trouble called "${name}"`)
    const app = await appOver(store)
    const browser = new Browser(app)
    const loggedOut = new Browser(app)
    await browser.register()
    await loggedOut.logIn()
    const dead = loggedOut.copy()
    await loggedOut.post('/auth/logout')

    await trouble.begin()
    const requests = [
      ['/auth/me', () => browser.get('/auth/me'), trouble.reads],
      ['/auth/status', () => browser.get('/auth/status'), trouble.reads],
      ['logout', () => browser.post('/auth/logout'), name === 'is full' ? null : 503],
      ['login', () => new Browser(app).logIn(), 503],
    ] as const
    let slowestMs = 0
    for (const [what, send, expected] of requests) {
      if (expected === null) continue
      const [answer, ms] = await timed(send)
      slowestMs = Math.max(slowestMs, ms)
      if (expected === 503) expectOutage(answer, ms)
      else expect(answer.statusCode, `${what}: ${answer.body}`).toBe(expected)
    }
    const [open, openMs] = await timed(() => app.inject('/open'))
    expect(open.body).toBe('open')
    expect(openMs).toBeLessThan(500)

    const lifted = performance.now()
    await trouble.end()
    await vi.waitFor(async () => expect((await browser.post('/auth/session/extend')).statusCode).toBe(200), {
      timeout: 20_000,
      interval: 20,
    })
    const recoveredMs = performance.now() - lifted

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect((await dead.get('/auth/me')).json()).toMatchObject({ status: 401, reason: 'logged_out' })
    const reads = trouble.reads === 200 ? 'who is logged in stays so and reads on' : 'who is logged in stays so'
    measured.push(
      `| ${engine} ${name} | 503 within ${slowestMs.toFixed(0)} ms; ${reads} | ${recoveredMs.toFixed(0)} ms |`,
    )
  })

  afterAll(() => {
    if (inject('writesFaults')) writeTable()
  })
})

function writeTable(): void {
  const text = readFileSync(table, 'utf8')
  const [before = ''] = text.split('<!-- measured -->')
  const rows = ['| failure | what users see | working again after |', '| --- | --- | --- |', ...measured]
  writeFileSync(table, `${before}<!-- measured -->\n\n${rows.join('\n')}\n`)
}

describe('docs/faults.md', () => {
  it('has a line for every trouble that is tried here, and no other', () => {
    const lines = readFileSync(table, 'utf8')
      .split('\n')
      .filter((line) => /^\| (PostgreSQL|Redis)/.test(line))
      .map((line) => (line.split('|')[1] ?? '').trim())

    expect(lines.toSorted()).toEqual(cases.map(([engine, name]) => `${engine} ${name}`).toSorted())
  })
})
