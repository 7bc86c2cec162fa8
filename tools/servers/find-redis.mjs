import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Path of the Redis server on this computer, or null when there is none.
 *
 * @returns {string | null}
 */
export function findRedis() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
  return folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file)) ?? null
}
