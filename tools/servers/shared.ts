import { inject } from 'vitest'
import type { PostgresAddress } from './postgres-address.ts'
import type { RedisAddress } from './redis-address.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresAddress
    redis: RedisAddress
  }
}

/** The PostgreSQL of this test run, in which each test makes a database of its own. */
export const sharedPostgres = (): PostgresAddress => inject('postgres')

/** The Redis of this test run, of which each test uses a database of its own. */
export const sharedRedis = (): RedisAddress => inject('redis')
