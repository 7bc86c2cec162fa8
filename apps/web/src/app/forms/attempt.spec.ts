import { AuthError } from '@coatcheck/angular'
import { describe, expect, it } from 'vitest'
import { Attempt } from './attempt'

describe('Attempt', () => {
  it('is pending until it is done', async () => {
    const attempt = new Attempt()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const done = attempt.run(() => promise)
    expect(attempt.isPending()).toBe(true)
    resolve(undefined)
    expect(await done).toBe(true)
    expect([attempt.isPending(), attempt.failure()]).toEqual([false, null])
  })

  it('says why it failed, until the next try', async () => {
    const attempt = new Attempt()
    expect(await attempt.run(() => Promise.reject(new AuthError('offline')))).toBe(false)
    expect(attempt.failure()).toMatch(/Check your connection/)
    await attempt.run(() => Promise.resolve())
    expect(attempt.failure()).toBeNull()
  })

  it('does not begin anew while it is under way', async () => {
    const attempt = new Attempt()
    let tries = 0
    const act = () => {
      tries++
      return Promise.resolve()
    }
    const answers = await Promise.all([attempt.run(act), attempt.run(act)])
    expect([tries, ...answers]).toEqual([1, true, false])
  })
})
