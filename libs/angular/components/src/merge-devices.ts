import type { DeviceSession } from '@coatcheck/angular'

/** A session in the list of devices; when it ended, it stays for a while. */
export interface Device {
  readonly session: DeviceSession
  /** When, as far as is known here, and whether it was ended here. Null while it lives. */
  readonly ended: { readonly at: Date; readonly isByHand: boolean } | null
}

/** So long an ended session stays in sight. */
const keptMilliseconds = 2 * 60_000

/**
 * The list as it is now, beside what was shown before: nothing jumps, new sessions come at the end, and what is gone
 * has ended, whatever ended it.
 */
export function mergeDevices(before: readonly Device[], list: readonly DeviceSession[], now: Date): Device[] {
  const kept = before.flatMap((device): Device[] => {
    const session = list.find(({ id }) => id === device.session.id)
    // A list may have left the server before the session was ended here.
    if (session && !device.ended) return [{ session, ended: null }]
    const ended = device.ended ?? { at: now, isByHand: false }
    return now.getTime() - ended.at.getTime() < keptMilliseconds ? [{ session: device.session, ended }] : []
  })
  const added = list.filter(({ id }) => before.every(({ session }) => session.id !== id))
  return [...kept, ...added.map((session): Device => ({ session, ended: null }))]
}

/** The same list, in which these sessions were ended here and now. */
export function endDevices(devices: readonly Device[], ids: readonly string[], now: Date): Device[] {
  return devices.map((device) =>
    ids.includes(device.session.id) && !device.ended ? { ...device, ended: { at: now, isByHand: true } } : device,
  )
}
