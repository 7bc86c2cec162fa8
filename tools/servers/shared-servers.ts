import type { TestProject } from 'vitest/node'
import type { PostgresAddress } from './postgres-address.ts'
import type { RedisAddress } from './redis-address.ts'
import { startPostgres } from './start-postgres.ts'
import { startRedis } from './start-redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this test run, in which each test makes a database of its own. */
    postgres: PostgresAddress
    /** The Redis of this test run, of which each test uses a database of its own. */
    redis: RedisAddress
  }
}

/** The rooms with tests that ask for a server with `inject`. */
const rooms = ['servers', 'stores', 'fastify', 'api']

/** Gives a run of Vitest one PostgreSQL and one Redis. Who hurts a server starts another one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!project.vitest.projects.some(({ name }) => rooms.includes(name))) return async () => undefined
  const [postgres, redis] = await Promise.all([startPostgres({ max_connections: '300' }), startRedis()])
  project.provide('postgres', { programs: postgres.programs, folder: postgres.folder, port: postgres.port })
  project.provide('redis', { port: redis.port })
  return async () => {
    await Promise.all([postgres.remove(), redis.remove()])
  }
}
