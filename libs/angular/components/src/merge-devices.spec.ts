import { describe, expect, it } from 'vitest'
import type { DeviceSession } from '@coatcheck/angular'
import { endDevices, mergeDevices } from './merge-devices'

const session = (id: string): DeviceSession => ({
  id,
  current: id === 'here',
  device: { browser: null, os: null },
  ip: null,
  createdAt: '',
  lastSeenAt: '',
  persistent: false,
  methods: [],
})
const list = (...ids: string[]) => ids.map((id) => session(id))
const at = (seconds: number) => new Date(seconds * 1_000)
const first = mergeDevices([], list('here', 'phone', 'laptop'), at(0))
const shown = (devices: ReturnType<typeof mergeDevices>) =>
  devices.map(({ session, ended }) => (ended ? `${session.id} (${ended.isByHand ? 'by hand' : 'gone'})` : session.id))

describe('mergeDevices', () => {
  it('keeps the order in which sessions were first shown, and adds new ones at the end', () => {
    expect(shown(mergeDevices(first, list('here', 'tablet', 'laptop', 'phone'), at(1)))).toEqual([
      'here',
      'phone',
      'laptop',
      'tablet',
    ])
  })

  it('keeps what has gone for a while, and then lets it go', () => {
    const gone = mergeDevices(first, list('here', 'laptop'), at(10))
    expect(shown(gone)).toEqual(['here', 'phone (gone)', 'laptop'])
    expect(shown(mergeDevices(gone, list('here', 'laptop'), at(129)))).toContain('phone (gone)')
    expect(shown(mergeDevices(gone, list('here', 'laptop'), at(131)))).toEqual(['here', 'laptop'])
  })

  it('does not bring back what was ended here by a list that is older', () => {
    const ended = endDevices(first, ['phone'], at(5))
    expect(shown(mergeDevices(ended, list('here', 'phone', 'laptop'), at(6)))).toEqual([
      'here',
      'phone (by hand)',
      'laptop',
    ])
  })

  it('knows what is new of a session that goes on', () => {
    const [here] = mergeDevices(first, [{ ...session('here'), ip: '192.0.2.1' }], at(1))
    expect(here?.session.ip).toBe('192.0.2.1')
  })
})

describe('endDevices', () => {
  it('leaves to its end what had ended before', () => {
    const gone = mergeDevices(first, list('here', 'laptop'), at(10))
    expect(shown(endDevices(gone, ['phone', 'laptop'], at(20)))).toEqual(['here', 'phone (gone)', 'laptop (by hand)'])
  })
})
