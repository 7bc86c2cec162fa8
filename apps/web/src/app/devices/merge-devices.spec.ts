import type { DeviceSession } from '@coatcheck/angular'
import { describe, expect, it } from 'vitest'
import { type Device, mergeDevices } from './merge-devices'

const now = new Date('2026-06-12T12:00:00Z')
const earlier = new Date('2026-06-12T11:59:00Z')

function session(id: string, lastSeenMinute = 0, current = false): DeviceSession {
  const lastSeenAt = new Date(Date.UTC(2026, 5, 12, 10, lastSeenMinute)).toISOString()
  const device = { browser: 'Firefox', os: 'Linux' }
  return { id, current, device, ip: null, createdAt: lastSeenAt, lastSeenAt, persistent: false, methods: [] }
}

const idsOf = (devices: readonly Device[]) => devices.map((device) => device.session.id)
const live = (one: DeviceSession): Device => ({ session: one, ended: null })

describe('mergeDevices', () => {
  it('puts this device first, then the one seen last', () => {
    const devices = mergeDevices(null, [session('old', 1), session('new', 9), session('here', 0, true)], now)
    expect(idsOf(devices)).toEqual(['here', 'new', 'old'])
    expect(devices.every(({ ended }) => ended === null)).toBe(true)
  })

  it('keeps a session that is gone in its place, with the moment that it was missed', () => {
    const before = [session('a', 9), session('b', 5), session('c', 1)]
    const [first, gone, last] = mergeDevices(
      before.map(live),
      [before[0], before[2]].filter((one) => !!one),
      now,
    )
    expect([first?.ended, gone?.session.id, gone?.ended?.at, last?.ended]).toEqual([null, 'b', now, null])
  })

  it('does not move the end of a session that has ended before', () => {
    const before: Device[] = [{ session: session('a'), ended: { at: earlier, how: 'Logged out by you' } }]
    expect(mergeDevices(before, [], now)).toEqual(before)
  })

  it('brings nothing back to life with an answer that left before the end', () => {
    const before: Device[] = [{ session: session('a', 1), ended: { at: earlier, how: 'Logged out by you' } }]
    expect(mergeDevices(before, [session('a', 2)], now)[0]?.ended?.at).toBe(earlier)
  })
})
