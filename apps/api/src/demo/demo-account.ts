import { buildApp } from '../build-app.ts'
import { type AppConfig, ConfigRefused } from '../config.ts'

/** Everybody knows it, so it exists on machines that nobody else reaches. */
export const demoAccount = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

/** A file of its own: the one for real accounts must never learn the password that everybody knows. */
export const demoDatabaseUrl = 'sqlite:./data/demo.db'

/** No number of tries reaches it. */
const unlimited = 1_000_000

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
export async function seedDemoAccount(config: AppConfig): Promise<void> {
  const { statusCode, body } = await post(config, '/register', demoAccount)
  if (statusCode !== 201 && statusCode !== 409) throw new Error(`The demo account could not be made: ${body}`)
}

/** Refuses a database in which the demo has been, once others can reach it: everybody could log in. */
export async function refuseDemoAccount(config: AppConfig): Promise<void> {
  const { email, password } = demoAccount
  const { statusCode, body } = await post(config, '/login', { email, password })
  if (statusCode === 401) return
  // A database that cannot answer has not said that the account is not there.
  if (statusCode !== 200) throw new Error(`Nobody knows whether the demo account is in this database: ${body}`)
  throw new ConfigRefused(
    `This database has the demo's account, whose password everybody knows. Set DATABASE_URL to another database.`,
  )
}

/**
 * Asks an app of its own, which nobody outside reaches and which is gone before ours opens: what strangers have tried
 * with this address must not get in the way, nor must it stand in the log like a request.
 */
async function post(config: AppConfig, path: string, payload: object) {
  const app = await buildApp({ ...config, webRoot: null, rateLimitFactor: unlimited, logLevel: 'warn' })
  const headers = { host: new URL(config.publicUrl).host }
  try {
    return await app.inject({ method: 'POST', url: `${app.coatcheck.prefix}${path}`, headers, payload })
  } finally {
    await app.close()
  }
}
