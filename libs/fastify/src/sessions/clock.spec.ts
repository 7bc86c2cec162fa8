import { expect, it } from 'vitest'
import { createClock } from './clock.ts'

it('FI-10 follows the system clock forward and never backward', () => {
  const times = [100, 200, 150, 250, 50]
  const clock = createClock(() => times.shift() ?? 0)

  expect([clock(), clock(), clock(), clock(), clock()]).toEqual([100, 200, 200, 250, 250])
})
