import type { Clock, Lifetimes, PictureSources, ProviderConfig } from '@coatcheck/fastify'

/** Everything that can be set from outside. */
export interface Config {
  port: number
  host: string
  /** Null: `http://localhost` with the port that is listened on. */
  publicUrl: string | null
  /** `sqlite:…` or `postgres://…`. Null: {@link defaultDatabaseUrl}, or one of its own for the demo. */
  databaseUrl: string | null
  /** `redis://…`. Null: everything is in the database. */
  redisUrl: string | null
  /** How long to wait for PostgreSQL and Redis at the start. */
  startWaitSeconds: number
  /** Null: {@link defaultGraceSeconds} where others reach the server, and none on one's own machine. */
  shutdownGraceSeconds: number | null
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  trustProxy: string[]
  /** Where the pictures of users may be fetched from. */
  pictures: PictureSources
  /** By which people can log in besides a password. */
  providers: ProviderConfig[]
  sessions: Partial<Lifetimes>
  /** Null: the plugin's default. */
  sessionsPerUser: number | null
  /** Widens every limit on tries; 1 is the default of the plugin. */
  rateLimitFactor: number
  /** Null: `info`, or `warn` beside the demo's greeting. */
  logLevel: string | null
}

/** Where things are kept unless `DATABASE_URL` says otherwise. */
export const defaultDatabaseUrl = 'sqlite:./data/coatcheck.db'

/** A balancer that asks every second has noticed by then. */
export const defaultGraceSeconds = 3

/** What {@link buildApp} needs: the configuration with its gaps filled in. */
export interface AppConfig {
  publicUrl: string
  databaseUrl: string
  redisUrl?: string | null
  /** Default 10. */
  startWaitSeconds?: number
  /** The folder of the built web app, or null to serve the API alone. */
  webRoot: string | null
  trustProxy?: string[]
  pictures?: PictureSources
  providers?: readonly ProviderConfig[]
  sessions?: Partial<Lifetimes>
  sessionsPerUser?: number | null
  rateLimitFactor?: number
  logLevel?: string
  /** Tells the time, for tests. */
  clock?: Clock
  /** How long a request may take to arrive, in milliseconds. Default 15,000. */
  requestTimeoutMs?: number
  /** How long anything behind the API may take, in milliseconds. Default 2,000. */
  deadlineMs?: number
  /** How often expired sessions are removed. Default: that of the plugin. */
  removeExpiredEverySeconds?: number
}

/** The configuration cannot be meant as it is. One sentence a line, for the operator. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused'
}
