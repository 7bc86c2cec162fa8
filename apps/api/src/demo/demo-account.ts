import type { FastifyInstance } from 'fastify'
import { ConfigRefused } from '../config.ts'

/** Everybody knows it, so it exists on machines that nobody else reaches. */
export const demoAccount = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

/** A file of its own: the one for real accounts must never learn the password that everybody knows. */
export const demoDatabaseFile = './data/demo.db'

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** True when nobody but this machine can reach the app. */
export function isOnThisMachineOnly(host: string, publicUrl: string): boolean {
  return loopback.has(host) && loopback.has(new URL(publicUrl).hostname)
}

/** Refuses the demo where others could reach it: a known password must not be on the network. */
export function checkDemo(host: string, publicUrl: string): void {
  if (isOnThisMachineOnly(host, publicUrl)) return
  throw new ConfigRefused(
    `--demo makes an account with a known password, so it listens on this machine alone. ` +
      `Leave --demo out, or set HOST to 127.0.0.1 and PUBLIC_URL to a localhost address.`,
  )
}

/** Makes the demo account if there is none, the way every other account is made. */
export async function seedDemoAccount(app: FastifyInstance, publicUrl: string): Promise<void> {
  const { statusCode, body } = await post(app, publicUrl, '/register', demoAccount)
  if (statusCode !== 201 && statusCode !== 409) throw new Error(`The demo account could not be made: ${body}`)
}

/** Refuses a database in which the demo has been, once others can reach it: everybody could log in. */
export async function refuseDemoAccount(app: FastifyInstance, publicUrl: string): Promise<void> {
  const { email, password } = demoAccount
  const { statusCode } = await post(app, publicUrl, '/login', { email, password })
  if (statusCode !== 200) return
  await app.close()
  throw new ConfigRefused(
    `This database has the demo's account, whose password everybody knows. Set DATABASE_URL to another database.`,
  )
}

function post(app: FastifyInstance, publicUrl: string, path: string, payload: object) {
  const headers = { host: new URL(publicUrl).host }
  const { level } = app.log
  // Nobody asked for this from outside, so it must not stand in the log like a request.
  app.log.level = 'warn'
  return app
    .inject({ method: 'POST', url: `${app.coatcheck.prefix}${path}`, headers, payload })
    .finally(() => (app.log.level = level))
}
