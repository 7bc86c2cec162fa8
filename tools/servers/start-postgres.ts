import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres } from './find-postgres.mjs'
import { freePort } from './free-port.ts'
import { KeptServer } from './kept-server.ts'
import { askPostgres, databaseAt, type PostgresAddress, postgresPassword } from './postgres-address.ts'
import { type ServerUser, serverUser } from './server-user.ts'
import { onSmallDisk, type SmallDisk } from './small-disk.ts'

const run = promisify(execFile)

/** Settings of a server whose data nobody misses: a commit survives `kill -9`, not a power cut. */
const throwAway = { fsync: 'off', full_page_writes: 'off', shared_buffers: '16MB', max_wal_size: '128MB' }

/** A PostgreSQL of a test's own. */
export class PostgresServer extends KeptServer implements PostgresAddress {
  readonly programs: string
  readonly folder: string
  readonly port: number
  /** `postgres://…@127.0.0.1:…/postgres` */
  readonly url: string
  /** The same through the socket in the file system. */
  readonly socketUrl: string

  constructor(
    address: PostgresAddress,
    { user, settings, disk }: { user: ServerUser | null; settings: Record<string, string>; disk: SmallDisk | null },
  ) {
    const { programs, folder, port } = address
    const all: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: folder,
      ...throwAway,
      ...settings,
    }
    const changes = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const [command, args] = [join(programs, 'postgres'), ['-D', join(folder, 'data'), ...changes]]
    const program = disk === null ? { command, args } : onSmallDisk(disk, command, args)
    super({ ...program, folder, user }, () => isReady(address))
    this.programs = programs
    this.folder = folder
    this.port = port
    const { url, socketUrl } = databaseAt(address, 'postgres')
    this.url = url
    this.socketUrl = socketUrl
  }
}

/** Makes a tablespace of this name on the disk in memory of a server that was started with one. */
export async function createTablespace(server: PostgresServer, name: string): Promise<void> {
  await askPostgres(server, `create tablespace ${name} location '${diskIn(server.folder)}'`)
}

const diskIn = (folder: string) => join(folder, 'disk')

/**
 * Starts a PostgreSQL of the caller's own, on a random loopback port and on a socket. `settings` are those of
 * postgresql.conf; with `diskBytes` it has a disk in memory, for {@link createTablespace}.
 *
 * @example
 * const server = await startPostgres({ max_connections: '10' })
 * const { url } = await createDatabase(server)
 */
export async function startPostgres(
  settings: Record<string, string> = {},
  { diskBytes = null }: { diskBytes?: number | null } = {},
): Promise<PostgresServer> {
  const programs = findPostgres()
  if (programs === null) throw new Error('There is no PostgreSQL here. `npm test` installs it or says how to.')
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const user = await serverUser()
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const disk = diskBytes === null ? null : { folder: diskIn(folder), bytes: diskBytes }
  if (disk !== null) mkdirSync(disk.folder, { mode: 0o777 })
  const server = new PostgresServer({ programs, folder, port: await freePort() }, { user, settings, disk })
  try {
    await createCluster(server, user)
    await server.start()
  } catch (error) {
    await server.remove()
    throw error
  }
  return server
}

async function createCluster({ programs, folder }: PostgresAddress, user: ServerUser | null): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, postgresPassword)
  const login = ['-U', 'postgres', '--pwfile', passwordFile, '-A', 'scram-sha-256']
  const rest = ['-E', 'UTF8', '--locale', 'C', '--no-sync', '--wal-segsize', '1']
  await run(join(programs, 'initdb'), ['-D', join(folder, 'data'), ...login, ...rest], { cwd: folder, ...user })
}

async function isReady({ programs, port }: PostgresAddress): Promise<boolean> {
  try {
    await run(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port), '-t', '1'])
    return true
  } catch {
    return false
  }
}
