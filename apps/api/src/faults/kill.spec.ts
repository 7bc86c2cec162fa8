import { randomInt } from 'node:crypto'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Act, preparations } from '../testing/kill/acts.ts'
import { engines } from '../testing/kill/engines.ts'
import { killAt } from '../testing/kill/kill-at.ts'
import { findContradictions, isForgotten } from '../testing/kill/look-behind.ts'
import { startWatchedApi, type WatchedApi } from '../testing/start-watched-api.ts'
import type { Answer } from '../testing/visitor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How often the API is killed over each engine; many times with `npm run kills`. */
    kills: number
  }
}

const kills = inject('kills')
/** Two seconds, and what a busy machine may take on top, in milliseconds. */
const longestStartMs = 2000 + 4000

async function start(config: object): Promise<WatchedApi> {
  const api = await startWatchedApi({ config: { ...config, deadlineMs: 10_000 } })
  onTestFinished(() => api.stop())
  return api
}

/** What was acknowledged has happened, and the cookie that came with it is good. */
async function expectKept(act: Act, { status, cookies }: Answer, hasHappened: boolean): Promise<void> {
  expect([act.what, status, hasHappened]).toEqual([act.what, act.done, true])
  const cookie = cookies.map((one) => one.split(';', 1)[0] ?? '').find((one) => /^sid=./.test(one))
  if (cookie !== undefined) await act.checkCookie?.(cookie)
}

describe.each(engines)('two nodes over one $name, of which one is killed', ({ share }) => {
  const title = `L1 L3 L4 L6 FI-1 ${String(kills)} times: the other one serves; all was done, or nothing`
  it(title, { timeout: 60_000 + kills * 10_000 }, async () => {
    const shared = await share()
    const survivor = await start(shared.survivor)
    const startTimes: number[] = []
    const startDoomed = async (round: number) => {
      const begun = performance.now()
      const node = await start(shared.doomed(`node-${String(round)}`))
      startTimes.push(performance.now() - begun)
      return node
    }
    let next = startDoomed(0)
    // The first one is killed when all is done: so many things there are to ask.
    let most = Infinity
    let unanswered = 0
    for (let round = 0; round <= kills; round += 1) {
      const acts = await Promise.all(preparations.map((prepare) => prepare(survivor.url)))
      const n = round === 0 ? Infinity : randomInt(1, most + 1)
      const { answers, asked } = await killAt(n, await next, shared, acts)
      if (round === 0) most = asked
      unanswered += answers.filter((answer) => answer === null).length
      next = startDoomed(round + 1)

      await isForgotten(`node-${String(round)}`, shared)
      const states = await Promise.all(acts.map(({ hasHappened }) => hasHappened()))
      for (const [index, act] of acts.entries()) {
        const answer = answers[index] ?? null
        if (answer !== null) await expectKept(act, answer, states[index] === true)
      }
      expect(await findContradictions(shared)).toEqual([])
    }
    await next
    expect(unanswered).toBeGreaterThan(0)
    expect(Math.min(...startTimes)).toBeLessThan(longestStartMs)
  })
})
