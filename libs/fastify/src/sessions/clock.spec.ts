import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'

const hour = 3_600_000

function movedClock() {
  const at = { system: 10 * hour, stopwatch: 0 }
  const clock = createClock(
    () => at.system,
    () => at.stopwatch,
  )
  return { at, clock }
}

describe('createClock', () => {
  it('FI-10 tells the time of the system', () => {
    const { at, clock } = movedClock()
    at.system += hour

    expect(clock()).toBe(11 * hour)
  })

  it('FI-10 never runs backward', () => {
    const { at, clock } = movedClock()
    at.system -= hour

    expect(clock()).toBe(10 * hour)
  })

  it('FI-10 goes on at its pace after the system clock was set back', () => {
    const { at, clock } = movedClock()
    at.system += 24 * 365 * hour
    const jumped = clock()
    at.system -= 24 * 365 * hour
    at.stopwatch += hour

    expect(clock() - jumped).toBe(hour)
  })

  it('FI-10 stands still through a small correction', () => {
    const { at, clock } = movedClock()
    at.system -= 1000
    at.stopwatch += 400
    expect(clock()).toBe(10 * hour)

    at.system += 1500
    expect(clock()).toBe(10 * hour + 500)
  })
})
