import type { FastifyInstance } from 'fastify'
import type { Clock } from '../sessions/clock.ts'
import { type ExpiringStore, removeExpired } from './remove-expired.ts'

/** Removes what has expired every so often while the app runs; a failure is logged and tried again the next time. */
export function removeRegularly(app: FastifyInstance, store: ExpiringStore, clock: Clock, everySeconds: number): void {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= removeExpired(store, clock)
      .then(
        (removed) => {
          if (removed > 0) app.log.debug({ removed }, 'Expired sessions were removed')
        },
        (error: unknown) => {
          app.log.warn({ err: error }, 'Expired sessions could not be removed')
        },
      )
      .finally(() => (running = null))
  }, everySeconds * 1000)
  timer.unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await running
  })
}
