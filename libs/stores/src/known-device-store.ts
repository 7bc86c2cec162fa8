/**
 * Remembers which browsers logged in as which users before. A known device has a budget of login tries of its own,
 * so that a stranger who uses up everybody else's cannot lock the owner out (FC-40).
 */
export interface KnownDeviceStore {
  /** Remembers a device, or that it was used again. Only the SHA-256 of the device's secret comes here. */
  remember(deviceHash: string, userId: string, now: number): Promise<void>
  /** Whether this user logged in from this device before; or, with null, anybody. */
  knows(deviceHash: string, userId: string | null): Promise<boolean>
  /** Forgets all devices of a user. */
  forgetUser(userId: string): Promise<void>
  /** Removes some devices that were last used before a moment, `limit` at the most; tells how many. */
  removeStale(lastUsedBefore: number, limit: number): Promise<number>
}
