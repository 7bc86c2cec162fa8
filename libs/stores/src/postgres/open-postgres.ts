import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { isInstant } from '../instant.ts'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { loadDriver } from './load-driver.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { endClient, PostgresConnector } from './postgres-connector.ts'
import { PostgresFeed } from './postgres-feed.ts'
import { PostgresIdentityStore } from './postgres-identity-store.ts'
import { PostgresKnownDeviceStore } from './postgres-known-device-store.ts'
import { PostgresPasswordStore } from './postgres-password-store.ts'
import { PostgresPictureStore } from './postgres-picture-store.ts'
import { PostgresPool } from './postgres-pool.ts'
import { PostgresProviderLoginStore } from './postgres-provider-login-store.ts'
import { PostgresRateLimitStore } from './postgres-rate-limit-store.ts'
import { PostgresRoundTripStore } from './postgres-round-trip-store.ts'
import { PostgresSessionStore } from './postgres-session-store.ts'
import { PostgresUserStore } from './postgres-user-store.ts'
import { isHopeless, refusal } from './refusal.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`; what it does not say is taken from `PGHOST` and its like. */
  url: string
  /** How long anything may take, the wait for a connection included, in milliseconds. Default 2,000. */
  deadlineMs?: number
  /** How many connections at the most, one more for the feed. Default 10. */
  maxConnections?: number
  /** How many questions may wait for a connection before one more is refused. Default 1,000. */
  maxWaiting?: number
  /** How long to wait for the server at the start, in milliseconds. Default 10,000. */
  startMs?: number
}

/** For migrations of large tables, in milliseconds; with the time that another process needs for them. */
const longestMigrationMs = 10 * 60_000

/** Between two tries to reach a server that is not there yet, in milliseconds. */
const retryMs = 200

/**
 * Opens the store in a PostgreSQL database, bringing its tables up to date. Rejects with {@link StoreRefused} when the
 * server is not there in time or the database is no good.
 *
 * @example
 * const store = await postgres('postgres://shop:secret@db.example:5432/shop')
 */
export async function postgres(where: string | PostgresOptions): Promise<Store> {
  const { url, ...options } = typeof where === 'string' ? { url: where } : where
  const { deadlineMs = 2000, maxConnections = 10, maxWaiting = 1000, startMs = 10_000 } = options
  const connector = createConnector(await loadDriver(), url, deadlineMs)
  await migrate(connector, startMs)

  const pool = new PostgresPool(connector.pool(maxConnections), { deadlineMs, maxWaiting })
  const feed = new PostgresFeed(connector, deadlineMs)
  return {
    sessions: new PostgresSessionStore(pool),
    passwords: new PostgresPasswordStore(pool),
    users: new PostgresUserStore(pool),
    rateLimits: new PostgresRateLimitStore(pool),
    knownDevices: new PostgresKnownDeviceStore(pool),
    identities: new PostgresIdentityStore(pool),
    roundTrips: new PostgresRoundTripStore(pool),
    providerLogins: new PostgresProviderLoginStore(pool),
    pictures: new PostgresPictureStore(pool),
    feed,
    async check() {
      // Deletes nothing, and a server that does not take writes refuses it: reads alone would not notice.
      await pool.query(`delete from coatcheck_rate_limits where key = '' and full_at < 0`)
    },
    serverTime: () => readServerTime(pool),
    async close() {
      await Promise.all([feed.close(), pool.close()])
    },
  }
}

async function readServerTime(pool: PostgresPool): Promise<number> {
  const [row] = await pool.read('select (extract(epoch from clock_timestamp()) * 1000)::bigint as now')
  if (!isInstant(row?.['now'])) throw new StoreUnavailable('No clock shows what PostgreSQL answered')
  return row['now']
}

function createConnector(driver: Awaited<ReturnType<typeof loadDriver>>, url: string, deadlineMs: number) {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return new PostgresConnector(driver, url, deadlineMs)
  // The URL itself stays out of the message: there is a password in it.
  throw new StoreRefused('That is no address of a PostgreSQL. Write postgres://user:password@host:5432/database.')
}

async function migrate(connector: PostgresConnector, startMs: number): Promise<void> {
  const client = await connect(connector, performance.now() + startMs)
  const late = setTimeout(() => client.connection.stream.destroy(), longestMigrationMs)
  try {
    await migratePostgres(client)
  } catch (error) {
    throw refusal(connector.place, error)
  } finally {
    clearTimeout(late)
    await endClient(client, 1000)
  }
}

async function connect(connector: PostgresConnector, deadline: number): Promise<Client> {
  for (;;) {
    const left = Math.max(1, deadline - performance.now())
    // A change of a large table takes its time, and a second process waits for it.
    const client = connector.client({
      connectionTimeoutMillis: Math.ceil(left),
      statement_timeout: 0,
      lock_timeout: 0,
      idle_in_transaction_session_timeout: 0,
    })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (isHopeless(error) || performance.now() + retryMs > deadline) throw refusal(connector.place, error)
    }
    await delay(retryMs)
  }
}
