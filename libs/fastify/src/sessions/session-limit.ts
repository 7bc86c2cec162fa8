/** How many sessions a user may have at once (ASVS 7.1.2). */
export interface SessionLimit {
  /** Default 20. */
  most: number
  /** With one more the oldest ends, or the login is refused with 409. Default `end_oldest`. */
  whenFull: 'end_oldest' | 'refuse'
}

export const defaultSessionLimit: SessionLimit = { most: 20, whenFull: 'end_oldest' }

/** Throws, at boot, for a limit with which nobody could log in. */
export function checkSessionLimit({ most, whenFull }: SessionLimit): void {
  if (!Number.isInteger(most) || most < 1) {
    throw new Error(`coatcheck: sessionLimit.most must be a whole number from 1, not ${String(most)}`)
  }
  if (!['end_oldest', 'refuse'].includes(whenFull)) {
    throw new Error(`coatcheck: sessionLimit.whenFull must be 'end_oldest' or 'refuse', not '${whenFull}'`)
  }
}
