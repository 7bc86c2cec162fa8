import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { asStoreError, isBusy, isNotADatabase } from './sqlite-error.ts'
import { SqliteIdentityStore } from './sqlite-identity-store.ts'
import { SqliteKnownDeviceStore } from './sqlite-known-device-store.ts'
import { SqlitePasswordStore } from './sqlite-password-store.ts'
import { SqlitePictureStore } from './sqlite-picture-store.ts'
import { SqliteProviderLoginStore } from './sqlite-provider-login-store.ts'
import { SqliteRateLimitStore } from './sqlite-rate-limit-store.ts'
import { SqliteRoundTripStore } from './sqlite-round-trip-store.ts'
import { SqliteSessionStore } from './sqlite-session-store.ts'
import { SqliteUserStore } from './sqlite-user-store.ts'
import { SqliteWriter } from './sqlite-writer.ts'

export interface SqliteOptions {
  /** How long a write waits for a lock that another process holds, in milliseconds. Default 2,000. */
  deadlineMs?: number
  /** How many writes may wait in the queue before one more is refused. Default 1,000. */
  maxWaiting?: number
}

/**
 * Opens the store in an SQLite file, creating the file and its folder when they are missing and
 * bringing its tables up to date. Rejects with {@link StoreRefused} when the place is no good.
 *
 * @example
 * const store = await sqlite('./data/coatcheck.db')
 */
export async function sqlite(file: string, options: SqliteOptions = {}): Promise<Store> {
  const { deadlineMs = 2000, maxWaiting = 1000 } = options
  const path = resolve(file)
  createFile(path)
  const database = open(path, false)
  try {
    await migrateSqlite(database, 10_000)
    database.exec('pragma busy_timeout = 0')
    // A second connection: a read neither waits for the queue nor sees a transaction half done.
    const reader = open(path, true)
    const writer = new SqliteWriter(database, { deadlineMs, maxWaiting })
    return {
      sessions: new SqliteSessionStore(reader, writer),
      passwords: new SqlitePasswordStore(reader, writer),
      users: new SqliteUserStore(reader, writer),
      rateLimits: new SqliteRateLimitStore(writer),
      knownDevices: new SqliteKnownDeviceStore(reader, writer),
      identities: new SqliteIdentityStore(reader, writer),
      roundTrips: new SqliteRoundTripStore(writer),
      providerLogins: new SqliteProviderLoginStore(reader, writer),
      pictures: new SqlitePictureStore(reader, writer),
      async check() {
        try {
          reader.prepare('select count(*) from coatcheck_migrations').get()
          // Takes the write lock and lets go of it: reads alone would not notice that nobody can log in.
          await writer.write(() => undefined)
        } catch (error) {
          throw asStoreError(error)
        }
      },
      async close() {
        await writer.idle()
        if (reader.isOpen) reader.close()
        if (database.isOpen) database.close()
      },
    }
  } catch (error) {
    database.close()
    throw refusal(path, error)
  }
}

function createFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // Readable by the owner alone: it holds password hashes.
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw refusal(path, error)
  }
}

function open(path: string, readOnly: boolean): DatabaseSync {
  try {
    // While opening, other processes may be doing the same; later a lock must never stop the event loop.
    const database = new DatabaseSync(path, { readOnly, timeout: readOnly ? 20 : 2000 })
    database.exec('pragma foreign_keys = on')
    if (!readOnly) {
      database.exec('pragma journal_mode = wal')
      // FULL: an acknowledged logout survives a power cut; NORMAL may lose the last commits.
      database.exec('pragma synchronous = full')
    }
    return database
  } catch (error) {
    throw refusal(path, error)
  }
}

function refusal(path: string, error: unknown): unknown {
  if (error instanceof StoreRefused) return error
  const options = { cause: error }
  if (isNotADatabase(error)) {
    return new StoreRefused(`${path} is not an SQLite database; nothing in it was changed. Name another file.`, options)
  }
  if (isBusy(error)) {
    return new StoreRefused(`${path} is locked by another process. Stop that process, or name another file.`, options)
  }
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    return new StoreRefused(
      `${path} was written by a newer version of Coatcheck. Update this one, or name another file.`,
      options,
    )
  }
  const because = error instanceof Error ? error.message : String(error)
  return new StoreRefused(
    `Cannot open the database ${path} (${because}). Name a file in a folder that can be written to.`,
    options,
  )
}
