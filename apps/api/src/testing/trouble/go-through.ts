import { expect, onTestFinished, vi } from 'vitest'
import type { WatchedApi } from '../start-watched-api.ts'
import type { Answer } from '../visitor.ts'
import { Ada } from './ada.ts'
import { Crowd } from './crowd.ts'
import type { Measured } from './faults-page.ts'
import { timeOtherRoutes, timeUnharmed } from './other-routes.ts'
import { deadlineMs, type Question, type Trouble, type Victim } from './trouble.ts'

/** What a busy machine may take on top, in milliseconds. */
const leewayMs = 1500
/** How soon everything works again, in milliseconds. */
const recoveryMs = 1000

/** Goes through a trouble from before it begins until it is over, and tells what people noticed of it. */
export async function goThrough<V extends Victim>(victim: V, trouble: Trouble<V>): Promise<Measured> {
  const api = apiOf(victim, trouble)
  const ada = await Ada.register(api)
  const crowd = new Crowd(ada.here)
  const before = await timeOtherRoutes(api.url)
  let isOver = false
  onTestFinished(async () => {
    await crowd.stop()
    // The next one must not suffer from this one.
    if (!isOver) await trouble.end(victim)
  })

  await trouble.begin(victim)
  const [answers, meanwhile] = await Promise.all([ada.askAll(), timeUnharmed(api.url, 3 * before + 10)])
  expectAnswers(answers, trouble)

  await trouble.end(victim)
  isOver = true
  const recoveredMs = await recovery(ada)
  // They asked all the time, also in the moments when it began and ended.
  expect(['200', '503']).toEqual(expect.arrayContaining(await crowd.stop()))
  await expectNothingLost(ada, answers)
  expect(api.isRunning()).toBe(true)
  return {
    what: trouble.what,
    readStatus: answers.me.status,
    logoutStatus: answers.logout.status,
    slowestMs: Math.max(...Object.values(answers).map(({ tookMs }) => tookMs)),
    otherRoutesMs: [before, meanwhile],
    recoveredMs,
  }
}

function apiOf<V extends Victim>({ api, apiOnSocket }: V, { isOnSocket = false }: Trouble<V>): WatchedApi {
  if (!isOnSocket) return api
  if (apiOnSocket === undefined) throw new Error('Nothing is connected by a socket')
  return apiOnSocket
}

function expectAnswers(answers: Record<Question, Answer>, trouble: { answers?: Trouble<never>['answers'] }): void {
  const honest: Record<string, number[]> = { page: [200], ...trouble.answers }
  for (const [question, answer] of Object.entries(answers)) {
    expect(honest[question] ?? [503], `${question}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
    expect(answer.tookMs, question).toBeLessThan(deadlineMs + leewayMs)
    if (answer.status === 503) expectOutage(answer)
  }
}

/** 503 with Retry-After and without a cookie: nobody takes it for a logout. */
function expectOutage({ headers, cookies, body }: Answer): void {
  expect(body).toMatchObject({ status: 503, code: 'unavailable' })
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(cookies).toEqual([])
}

/** In milliseconds, from now until somebody who is logged in can write again. */
async function recovery({ here }: Ada): Promise<number> {
  const ended = performance.now()
  await vi.waitFor(async () => expect((await here.post('/auth/session/extend')).status).toBe(200), {
    timeout: 20_000,
    interval: 20,
  })
  const recoveredMs = performance.now() - ended
  expect(recoveredMs).toBeLessThan(recoveryMs + leewayMs)
  return recoveredMs
}

/** What was acknowledged holds, and what was answered 503 has not happened. */
async function expectNothingLost(ada: Ada, { logout, register }: Record<Question, Answer>): Promise<void> {
  expect((await ada.here.get('/auth/me')).status).toBe(200)
  expect((await ada.me(ada.gone)).body).toMatchObject({ status: 401, reason: 'logged_out' })
  if (logout.status === 503) {
    expect((await ada.me(ada.left)).status).toBe(200)
    expect((await ada.logOut()).status).toBe(204)
  }
  expect((await ada.me(ada.left)).body).toMatchObject({ status: 401, reason: 'logged_out' })
  expect((await ada.logIn()).status).toBe(200)
  expect((await ada.registerFriend()).status).toBe(register.status === 503 ? 201 : 409)
}
