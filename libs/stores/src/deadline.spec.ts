import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Deadline } from './deadline.ts'

const tooLate = () => new Error('too late')
const never = () => new Promise<never>(() => undefined)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('Deadline', () => {
  it('L5 gives up on work that takes longer, and tells the work so', async () => {
    let seen: Deadline | null = null
    const outcome = new Deadline(100).wait(() => {
      seen = Deadline.current()
      return never()
    }, tooLate)
    const rejected = expect(outcome).rejects.toThrow('too late')
    expect(seen).toMatchObject({ hasPassed: false })

    await vi.advanceTimersByTimeAsync(100)

    await rejected
    expect(seen).toMatchObject({ hasPassed: true })
  })

  it('hands on what the work returns or throws', async () => {
    await expect(new Deadline(100).wait(() => Promise.resolve(7), tooLate)).resolves.toBe(7)
    await expect(new Deadline(100).wait(() => Promise.reject(new Error('own')), tooLate)).rejects.toThrow('own')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('L5 never lets a step take longer than the whole', async () => {
    const outcome = new Deadline(100).wait(
      () => new Deadline(500).wait(never, tooLate),
      () => new Error('the whole'),
    )
    const rejected = expect(outcome).rejects.toThrow()

    await vi.advanceTimersByTimeAsync(100)

    await rejected
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tells a step that the whole was given up', async () => {
    let step: Deadline | null = null
    const outcome = new Deadline(100).wait(
      () =>
        new Deadline(500).wait(() => {
          step = Deadline.current()
          return never()
        }, tooLate),
      tooLate,
    )
    const rejected = expect(outcome).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(100)
    await rejected

    expect(step).toMatchObject({ hasPassed: true })
  })

  it('L2 L4 leaves no time to a step that begins after the whole was given up', async () => {
    const begun = Promise.withResolvers<unknown>()
    const outcome = new Deadline(100).wait(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      begun.resolve(new Deadline(500).wait(() => Promise.resolve(Deadline.current()?.hasPassed), tooLate))
    }, tooLate)
    const rejected = expect(outcome).rejects.toThrow('too late')

    await vi.advanceTimersByTimeAsync(200)

    await rejected
    await expect(begun.promise).resolves.toBe(true)
  })

  it('leaves alone what goes on after the answer', async () => {
    const after = Promise.withResolvers<boolean>()
    await new Deadline(100).wait(() => {
      setTimeout(() => {
        void new Deadline(100).wait(() => Promise.resolve(true), tooLate).then(after.resolve, after.reject)
      }, 1000)
      return Promise.resolve()
    }, tooLate)

    await vi.advanceTimersByTimeAsync(1000)

    await expect(after.promise).resolves.toBe(true)
    expect(Deadline.current()).toBeNull()
  })

  it('leaves alone what tidies up', async () => {
    const seen = await new Deadline(100).wait(
      () => Deadline.unbound(() => Promise.resolve(Deadline.current())),
      tooLate,
    )

    expect(seen).toBeNull()
  })
})
