import type { DeviceSession } from '@coatcheck/angular'

/** A complete session of a device for tests; say only what matters. */
export function testDeviceSession(fields: Partial<DeviceSession> = {}): DeviceSession {
  return {
    id: 'ses_other',
    current: false,
    device: { browser: 'Firefox', os: 'Linux' },
    ip: '192.0.2.7',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: '2026-01-01T00:00:00.000Z',
    persistent: false,
    methods: ['password'],
    ...fields,
  }
}
