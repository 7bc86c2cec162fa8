import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askPostgres, createDatabase } from '../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../tools/servers/shared.ts'
import { type ApiProcess, startApi } from './testing/api-process.ts'
import { Visitor } from './testing/visitor.ts'

/** Something that takes connections and does the same with each of them; `asked` resolves with the first. */
async function listener(onConnection: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, asked: once(server, 'connection') }
}

const refuses = (socket: Socket) => void socket.resetAndDestroy()
const saysNothing = () => undefined

/** Tells it to end, and what came of it. */
async function stop({ child, ended, output }: ApiProcess, ...signals: NodeJS.Signals[]) {
  const told = performance.now()
  for (const signal of signals) child.kill(signal)
  const code = await ended
  return { code, tookMs: performance.now() - told, output: output().trim() }
}

const within = (most: number) => expect.toSatisfy((ms: number) => ms < most, `less than ${String(most)}`) as number

const atOnce = {
  code: 0,
  tookMs: within(2000),
  output: 'SIGTERM came before Coatcheck was open. Nothing was under way, so it ends.',
}

describe('SIGTERM before the server is open', { timeout: 30_000 }, () => {
  it.each([
    ['a PostgreSQL that is not there yet', refuses, (port: number) => ({ DATABASE_URL: urlOf('postgres', port) })],
    ['a PostgreSQL that hangs', saysNothing, (port: number) => ({ DATABASE_URL: urlOf('postgres', port) })],
    ['a Redis that is not there yet', refuses, (port: number) => ({ REDIS_URL: urlOf('redis', port) })],
    ['a Redis that hangs', saysNothing, (port: number) => ({ REDIS_URL: urlOf('redis', port) })],
  ])('FI-11 ends it at once with code 0 while it waits for %s', async (_what, onConnection, environment) => {
    const { port, asked } = await listener(onConnection)
    const api = startApi([], { ...environment(port), START_WAIT_SECONDS: '600' })
    await asked

    expect(await stop(api, 'SIGTERM')).toEqual(atOnce)
  })

  it('FI-11 ends it as well when it comes twice, and so does Ctrl-C', async () => {
    const { port, asked } = await listener(saysNothing)
    const api = startApi([], { DATABASE_URL: urlOf('postgres', port), START_WAIT_SECONDS: '600' })
    await asked

    expect(await stop(api, 'SIGINT', 'SIGTERM', 'SIGTERM')).toMatchObject({ code: 0, tookMs: atOnce.tookMs })
  })

  it('L6 FI-11 ends it in the midst of a migration of PostgreSQL, which the next start finishes', async () => {
    const { url, name } = await createDatabase(sharedPostgres())
    const other = new Client(url)
    await other.connect()
    // The migration has to make a table of this name, and waits for whoever is making it already.
    await other.query('begin; create table coatcheck_limits (id int); create table coatcheck_sessions (id int)')
    const first = startApi([], { DATABASE_URL: url })
    const waiting = `select count(*) from pg_stat_activity
      where datname = '${name}' and application_name = 'coatcheck' and wait_event_type = 'Lock'`
    await expect.poll(() => askPostgres(sharedPostgres(), waiting), { timeout: 10_000 }).toBe('1')

    expect(await stop(first, 'SIGTERM')).toEqual(atOnce)

    await other.query('rollback')
    await other.end()
    expect(await askPostgres(sharedPostgres(), `select to_regclass('coatcheck_users')`, name)).toBe('')
    const second = startApi([], { DATABASE_URL: url })
    expect((await new Visitor(await second.opened).get('/readyz')).status).toBe(200)
  })

  it('L6 FI-11 ends it while another process migrates the SQLite file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-stop-')), 'coatcheck.db')
    const other = new DatabaseSync(file)
    other.exec('pragma journal_mode = wal; begin immediate')
    const environment = { DATABASE_URL: `sqlite:${file}` }
    const first = startApi([], environment)
    await expect.poll(() => openFiles(first).includes(`${file}-wal`), { timeout: 10_000 }).toBe(true)

    // While it opens a file it waits for a lock without a look around, for 2 s at a time.
    expect(await stop(first, 'SIGTERM')).toEqual({ ...atOnce, tookMs: within(4000) })

    other.exec('rollback')
    other.close()
    expect((await new Visitor(await startApi([], environment).opened).get('/readyz')).status).toBe(200)
  })
})

const urlOf = (engine: string, port: number) => `${engine}://ada:secret@127.0.0.1:${String(port)}/0`

/** The files that a process has open, on Linux. */
function openFiles({ child }: ApiProcess): string[] {
  const folder = `/proc/${String(child.pid)}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))]
    } catch {
      return []
    }
  })
}
