import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Alarm } from './alarm.ts'

const day = 86_400_000

describe('an alarm', () => {
  let now = 0
  let rung = 0
  const alarm = () => {
    const one = new Alarm(
      () => now,
      () => (rung += 1),
    )
    return one
  }
  const pass = (milliseconds: number) => {
    now += milliseconds
    vi.advanceTimersByTime(milliseconds)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    now = 0
    rung = 0
  })

  it('waits for a moment that is further away than timers reach', () => {
    alarm().set(30 * day)
    pass(0)
    pass(29 * day)
    expect(rung).toBe(0)

    pass(day)

    expect(rung).toBe(1)
  })

  it('goes by the clock when timers fire too early', () => {
    alarm().set(1000)

    vi.advanceTimersByTime(5000)
    expect(rung).toBe(0)
    pass(1000)

    expect(rung).toBe(1)
  })

  it('FI-10 rings within a minute when the clock has jumped ahead', () => {
    alarm().set(10 * day)
    now += 20 * day

    vi.advanceTimersByTime(60_000)

    expect(rung).toBe(1)
  })

  it('rings for the last moment alone, and not at all once it is off', () => {
    const one = alarm()
    one.set(1000)
    one.set(5000)
    pass(1000)
    expect(rung).toBe(0)

    one.turnOff()
    one.set(6000)
    pass(10_000)

    expect([rung, vi.getTimerCount()]).toEqual([0, 0])
  })
})
