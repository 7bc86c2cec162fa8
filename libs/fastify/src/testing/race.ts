import type { Store } from '@coatcheck/stores'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { requestSession } from '../request-session.ts'
import type { Browser } from './browser.ts'

/** A number in [0, limit). */
export type Dice = (limit: number) => number

/** Dice that fall differently every time, so that every run of the tests tries other orders of events. */
export function createDice(): Dice {
  return (limit) => randomInt(limit)
}

/** Waits for some turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn()
}

/** Makes every verb of a store slow by a few turns before and after, differently each time. */
export function slowDown(store: Store, roll: Dice): void {
  for (const part of [store.sessions, store.passwords, store.users]) {
    const verbs = part as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(part) as object)) {
      const verb = verbs[name]
      if (name === 'constructor' || verb === undefined) continue
      verbs[name] = async (...values) => {
        await turns(roll(4))
        const answer = await verb.apply(part, values)
        await turns(roll(4))
        return answer
      }
    }
  }
}

/** Routes of a host that take their time between reading a session and answering. */
export async function slowRoutes(app: FastifyInstance, roll: Dice): Promise<void> {
  await app.register(requestSession)
  app.get('/slow-read', { config: { auth: 'user' } }, async (request) => {
    await turns(roll(12))
    return Object.keys(request.session)
  })
  app.put<{ Params: { key: string } }>('/slow-write/:key', { config: { auth: 'user' } }, async (request) => {
    await turns(roll(8))
    request.session.set(request.params.key as never, true as never)
    await turns(roll(8))
    return request.params.key
  })
}

type Request<Answer = LightMyRequestResponse> = () => Promise<Answer>

/** Slow reads, slow writes of different keys and extensions, all with the cookie that a browser has now. */
export function bystanders(browser: Browser): Request[] {
  const reads = ['/slow-read', '/auth/me', '/auth/status'].map((url) => () => browser.get(url))
  const writes = ['a', 'b', 'c'].map((key) => () => browser.send('PUT', `/slow-write/${key}`, {}))
  const extensions = [1, 2].map(() => () => browser.post('/auth/session/extend'))
  return [...reads, ...writes, ...extensions]
}

/** Sends all at once, each a few turns later than another. */
export async function race<First>(
  first: Request<First>,
  others: Request[],
  roll: Dice,
): Promise<{ first: First; others: LightMyRequestResponse[] }> {
  const soon = async <Answer>(send: Request<Answer>) => {
    await turns(roll(30))
    return send()
  }
  const [one, ...rest] = await Promise.all([soon(first), ...others.map((send) => soon(send))])
  return { first: one, others: rest }
}
