import type { FastifyInstance } from 'fastify'
import type { Clock } from '../sessions/clock.ts'
import { type ExpiringStore, removeExpired } from './remove-expired.ts'

/**
 * Removes what has expired every so often while the app runs; a failure is logged and tried again the next time. An
 * app that closes waits for the batch that is under way, not for all that there are.
 */
export function removeRegularly(app: FastifyInstance, store: ExpiringStore, clock: Clock, everySeconds: number): void {
  checkInterval(everySeconds)
  const closing = new AbortController()
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= removeExpired(store, clock, closing.signal)
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
    closing.abort()
    await running
  })
}

/** Throws, at boot, for an interval that a timer would take for a millisecond. */
function checkInterval(everySeconds: number): void {
  if (everySeconds > 0 && everySeconds <= 86_400) return
  throw new Error(
    `coatcheck: removeExpiredEverySeconds must be a number of seconds above 0, up to a day, not ${String(everySeconds)}`,
  )
}
