import type { FastifyInstance } from 'fastify'
import { ConfigRefused } from '../config.ts'

/** Everybody knows it, so it exists on machines that nobody else reaches. */
export const demoAccount = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Refuses the demo where others could reach it: a known password must not be on the network. */
export function checkDemo(host: string, publicUrl: string): void {
  if (loopback.has(host) && loopback.has(new URL(publicUrl).hostname)) return
  throw new ConfigRefused(
    `--demo makes an account with a known password, so it listens on this machine alone. ` +
      `Leave --demo out, or set HOST to 127.0.0.1 and PUBLIC_URL to a localhost address.`,
  )
}

/** Makes the demo account if there is none, the way every other account is made. */
export async function seedDemoAccount(app: FastifyInstance, publicUrl: string): Promise<void> {
  const headers = { host: new URL(publicUrl).host }
  const url = `${app.coatcheck.prefix}/register`
  const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload: demoAccount })
  if (statusCode !== 201 && statusCode !== 409) throw new Error(`The demo account could not be made: ${body}`)
}
