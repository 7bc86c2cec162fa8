import type { TestProject } from 'vitest/node'
import type {} from './shared.ts'
import { startPostgres } from './start-postgres.ts'
import { startRedis } from './start-redis.ts'

/** The rooms with tests that ask for one of them. */
const rooms = ['servers', 'stores', 'fastify', 'api', 'race', 'faults', 'kills']

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
