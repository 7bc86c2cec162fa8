import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { Browser } from './browser.ts'

/** A browser that was never here before, at an address. */
export function browserAt(app: FastifyInstance, address: string): Browser {
  const browser = new Browser(app)
  browser.from = address
  return browser
}

/** A wrong login from a browser that was never here before. */
export function guess(app: FastifyInstance, address: string, email?: string): Promise<LightMyRequestResponse> {
  return browserAt(app, address).logIn({ password: 'not-the-password', ...(email === undefined ? {} : { email }) })
}

/** Calls so often, one after the other, and tells the statuses of the answers. */
export async function statuses(times: number, call: () => Promise<LightMyRequestResponse>): Promise<number[]> {
  const answers: number[] = []
  for (let time = 0; time < times; time++) answers.push((await call()).statusCode)
  return answers
}

/** How many times each status was answered. */
export function tally(answers: readonly number[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const status of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
