import { sqlite } from '@coatcheck/stores/sqlite'
import Fastify, { type FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { coatcheck } from '../index.ts'
import type { TestApp } from './test-app.ts'

/** The same app in another process: a connection of its own to the same file, and nothing else in common. */
export async function anotherNode({ file, options }: TestApp): Promise<FastifyInstance> {
  const store = await sqlite(file)
  const app = Fastify()
  onTestFinished(async () => {
    await app.close()
    await store.close()
  })
  await app.register(coatcheck, { ...options, store })
  return app
}

/** The same app after a restart. */
export async function restarted(test: TestApp): Promise<FastifyInstance> {
  await test.app.close()
  await test.store.close()
  return anotherNode(test)
}
