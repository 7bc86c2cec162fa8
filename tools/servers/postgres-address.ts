import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where a PostgreSQL for tests is. Plain values, so that one process can tell another. */
export interface PostgresAddress {
  /** The folder of its programs. */
  programs: string
  /** The folder of its socket. */
  folder: string
  port: number
}

/** One database on it: by TCP, and through the socket in the file system. */
export interface PostgresDatabase {
  name: string
  url: string
  socketUrl: string
}

/** The superuser's, wanted by every way in, so that a test can try a wrong one. */
export const postgresPassword = 'lend-me-your-coat'

/** Makes an empty database. */
export async function createDatabase(address: PostgresAddress): Promise<PostgresDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await askPostgres(address, `create database ${name}`)
  return databaseAt(address, name)
}

export function databaseAt({ folder, port }: Omit<PostgresAddress, 'programs'>, name: string): PostgresDatabase {
  const login = `postgres://postgres:${postgresPassword}`
  return {
    name,
    url: `${login}@127.0.0.1:${port}/${name}`,
    socketUrl: `${login}@${encodeURIComponent(folder)}:${port}/${name}`,
  }
}

/** Runs SQL as the superuser with `psql`, and gives back what it printed: rows in lines, columns between `|`. */
export async function askPostgres(address: PostgresAddress, sql: string, database = 'postgres'): Promise<string> {
  const { url } = databaseAt(address, database)
  const psql = join(address.programs, 'psql')
  const { stdout } = await promisify(execFile)(psql, ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql])
  return stdout.trim()
}
