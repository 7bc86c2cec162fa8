import { describe, expect, it } from 'vitest'
import { Tries } from './tries.ts'

describe('Tries', () => {
  it('refuses one too many, and says when there are new ones', () => {
    const tries = new Tries(2)

    expect([tries.take('ada', 0), tries.take('ada', 10_000)]).toEqual([null, null])

    expect(tries.take('ada', 20_500)).toEqual({ refused: 'too_many_requests', retryAfterSeconds: 40 })
    expect(tries.take('ada', 60_000)).toBeNull()
  })

  it('counts for each user alone', () => {
    const tries = new Tries(1)
    tries.take('ada', 0)

    expect(tries.take('grace', 0)).toBeNull()
  })
})
