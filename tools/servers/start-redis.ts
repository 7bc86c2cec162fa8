import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedis } from './find-redis.mjs'
import { freePort } from './free-port.ts'
import { KeptServer } from './kept-server.ts'
import { askRedis, type RedisAddress, redisDatabases } from './redis-address.ts'

/** A Redis of a test's own. */
export class RedisServer extends KeptServer implements RedisAddress {
  readonly port: number
  /** `redis://127.0.0.1:…` */
  readonly url: string
  /** Its socket in the file system, for `unix://…`. */
  readonly socketFile: string

  constructor(command: string, folder: string, port: number, settings: readonly string[]) {
    const address = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder]
    const socketFile = join(folder, 'socket')
    const throwAway = ['--save', '', '--appendonly', 'no', '--databases', String(redisDatabases)]
    super(
      { command, args: [...address, '--unixsocket', socketFile, ...throwAway, ...settings], folder, user: null },
      () => isReady(port),
    )
    this.port = port
    this.socketFile = socketFile
    this.url = `redis://127.0.0.1:${port}`
  }
}

/**
 * Starts a Redis of the caller's own, on a random loopback port, that keeps nothing when it stops. `settings` are added
 * to its command line.
 *
 * @example
 * const redis = await startRedis('--requirepass', 'secret')
 */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const command = findRedis()
  if (command === null) throw new Error('There is no Redis here. `npm test` installs it or says how to.')
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const server = new RedisServer(command, folder, await freePort(), settings)
  try {
    await server.start()
  } catch (error) {
    await server.remove()
    throw error
  }
  return server
}

async function isReady(port: number): Promise<boolean> {
  try {
    return /^(\+PONG|-NOAUTH)/.test(await askRedis({ port }, 'PING'))
  } catch {
    return false
  }
}
