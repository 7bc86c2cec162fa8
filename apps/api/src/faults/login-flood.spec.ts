import { describe, expect, it, onTestFinished } from 'vitest'
import { startWatchedApi } from '../testing/start-watched-api.ts'
import { Visitor } from '../testing/visitor.ts'

const logins = 400
/** Two hashes of 19 MiB at a time, and what 400 connections and their answers take. Four hundred hashes were 7,600 MiB. */
const mostGrowthMb = 150

const password = 'lend-me-your-coat'
const grace = { name: 'Grace', email: 'grace@example.org', password }

describe(`${String(logins)} logins at once`, { timeout: 60_000 }, () => {
  it('FI-15 take bounded memory, hold nobody up who is logged in, and leave nothing behind', async () => {
    const api = await startWatchedApi({ config: { deadlineMs: 10_000 } })
    onTestFinished(() => api.stop())
    const ada = new Visitor(api.url)
    await ada.post('/auth/register', { name: 'Ada', email: 'ada@example.org', password })
    await new Visitor(api.url).post('/auth/register', grace)
    const logIn = (typed: string) => new Visitor(api.url).post('/auth/login', { email: grace.email, password: typed })
    const before = await api.figures()
    const answers: string[] = []
    const reads: number[] = []

    const over = new AbortController()
    const flood = Array.from({ length: logins }, async (_, index) => {
      const { status, headers, body } = await logIn(index % 2 === 0 ? password : 'wrong password')
      answers.push([status, body?.['code'], headers.get('retry-after')].join(' '))
    })
    const all = Promise.all(flood).finally(() => {
      over.abort()
    })
    while (!over.signal.aborted) reads.push((await ada.get('/auth/me')).status)
    await all

    const after = await api.figures()
    expect(new Set(answers)).toEqual(new Set(['200  ', '401 invalid_credentials ', '503 overloaded 2']))
    expect(new Set(reads)).toEqual(new Set([200]))
    expect(after.peakMemoryMb - before.peakMemoryMb).toBeLessThan(mostGrowthMb)
    expect((await logIn(password)).status).toBe(200)
  })
})
