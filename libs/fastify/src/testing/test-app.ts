import type { Store } from '@coatcheck/stores'
import { sqlite } from '@coatcheck/stores/sqlite'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import { coatcheck, type CoatcheckOptions } from '../index.ts'

export const publicUrl = 'https://shop.example'
export const noon = Date.UTC(2026, 0, 1, 12)
export const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-fastify-'))

type Table =
  | 'coatcheck_sessions'
  | 'coatcheck_users'
  | 'coatcheck_ended_sessions'
  | 'coatcheck_known_devices'
  | 'coatcheck_rate_limits'
  | 'coatcheck_identities'
  | 'coatcheck_round_trips'
  | 'coatcheck_provider_logins'

/** A real app over a real SQLite file, with a clock that the test moves. Closed when the test ends. */
export interface TestApp {
  app: FastifyInstance
  store: Store
  /** Moves the clock, by seconds. */
  pass: (seconds: number) => void
  /** The warnings and errors that were logged. */
  logged: string[]
  /** The number of rows of a table, as another process would count them. */
  rows: (table: Table) => number
  options: CoatcheckOptions
  file: string
}

/** Prepares an app without registering the plugin, for tests about how it is registered. */
export async function bareApp(server: FastifyServerOptions = {}): Promise<TestApp> {
  const file = join(folder, `${randomUUID()}.db`)
  // Longer than the plugin waits: then it is the plugin that gives up, as it would over any other store.
  const store = await sqlite(file, { deadlineMs: 30_000 })
  const logged: string[] = []
  const app = Fastify({ ...server, logger: { level: 'warn', stream: { write: (line: string) => logged.push(line) } } })
  let now = noon
  onTestFinished(async () => {
    await app.close()
    await store.close()
  })
  return {
    app,
    store,
    logged,
    file,
    pass: (seconds) => {
      now += seconds * 1000
    },
    rows(table) {
      const database = new DatabaseSync(file, { readOnly: true })
      const row = database.prepare(`select count(*) as rows from ${table}`).get()
      database.close()
      return Number(row?.['rows'])
    },
    options: { publicUrl, store, clock: () => now, deadlineMs: 500 },
  }
}

/** An app with the plugin, ready for requests. `extend` adds routes of the host's. */
export async function testApp(
  options: Partial<CoatcheckOptions> = {},
  extend: (app: FastifyInstance) => void | Promise<void> = () => undefined,
): Promise<TestApp> {
  const bare = await bareApp()
  await bare.app.register(coatcheck, { ...bare.options, ...options })
  await extend(bare.app)
  await bare.app.ready()
  return bare
}

/** Begins a session as a login would, and tells its token. */
export async function tokenFor(app: FastifyInstance, userId: string): Promise<string> {
  const device = { ip: null, userAgent: null }
  const beginning = { methods: ['password'], persistent: false, device, replaces: [] }
  const open = await app.coatcheck.sessions.begin(userId, beginning)
  if (open === null) throw new Error('There is no room for one more session.')
  return open.token
}
