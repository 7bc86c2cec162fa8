import type { DeviceSession } from '@coatcheck/contract'
import { isRecord } from './is-record'

/** Reads the body of `GET /auth/sessions`, or null for anything else. */
export function toDeviceSessions(body: unknown): DeviceSession[] | null {
  const sessions = isRecord(body) ? body['sessions'] : null
  return Array.isArray(sessions) ? (sessions as DeviceSession[]) : null
}
