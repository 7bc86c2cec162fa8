import type { RateLimit } from '@coatcheck/stores'

/** How often something may be tried. */
export interface Limit {
  /** So many tries at once. */
  tries: number
  /** One of them comes back each so many seconds. */
  refillSeconds: number
}

/** How often what costs something, or could be guessed, may be tried. */
export interface Limits {
  /**
   * Widens every limit, both the tries and how fast they come back: for a site whose people share an address.
   * Default 1.
   */
  factor: number
  /** Wrong logins to one account from one address. Default 10, one back each minute. */
  loginPerAccountAndAddress: Limit
  /** Wrong logins to one account by all who never logged in to it before. Default 100, one back each 36 seconds. */
  loginPerAccount: Limit
  /** Wrong logins from one address, to whatever accounts. Default 100, one back each 6 seconds. */
  loginPerAddress: Limit
  /** Wrong logins to one account from a browser that was logged in to it before. Default 10, one back each minute. */
  loginPerDevice: Limit
  /** Browsers that become known to one account. Default 20, one back each day. */
  newDevicesPerAccount: Limit
  /**
   * Registrations from one address, successful ones too, and e-mail addresses that somebody fills in later. Default 20,
   * one back each 3 minutes.
   */
  registerPerAddress: Limit
  /**
   * Registrations of one e-mail address, of one person at a provider, and e-mail addresses that one user fills in.
   * Default 10, one back each 6 minutes.
   */
  registerPerAccount: Limit
  /** Wrong passwords of somebody who is logged in: at step-up and password change. Default 10, one back each minute. */
  passwordPerSession: Limit
  /** Browsers that leave one address for a provider. Default 60, one back each 5 seconds. */
  providerPerAddress: Limit
  /** Pictures that a user uploads. Default 20, one back each minute. */
  picturePerUser: Limit
}

export const defaultLimits: Limits = {
  factor: 1,
  loginPerAccountAndAddress: { tries: 10, refillSeconds: 60 },
  // NIST SP 800-63B-4, 3.2.2, names 100 consecutive failures as the most.
  loginPerAccount: { tries: 100, refillSeconds: 36 },
  loginPerAddress: { tries: 100, refillSeconds: 6 },
  loginPerDevice: { tries: 10, refillSeconds: 60 },
  newDevicesPerAccount: { tries: 20, refillSeconds: 86_400 },
  registerPerAddress: { tries: 20, refillSeconds: 180 },
  registerPerAccount: { tries: 10, refillSeconds: 360 },
  passwordPerSession: { tries: 10, refillSeconds: 60 },
  providerPerAddress: { tries: 60, refillSeconds: 5 },
  picturePerUser: { tries: 20, refillSeconds: 60 },
}

/** The limits as a store counts them, by name. */
export type RateLimits = Record<Exclude<keyof Limits, 'factor'>, RateLimit>

/** Widest factor, most tries and slowest refill with which a store still counts in whole milliseconds. */
const most = 1_000_000

/** Fills in what is left out and applies the factor. Throws, at boot, for a limit that cannot be meant. */
export function readLimits(chosen: Partial<Limits> = {}): RateLimits {
  const { factor, ...limits } = { ...defaultLimits, ...chosen }
  if (!(factor > 0 && factor <= most)) {
    throw new Error(`coatcheck: limits.factor must be a number above 0, up to ${String(most)}, not ${String(factor)}`)
  }
  const names = Object.keys(limits) as (keyof RateLimits)[]
  const read = names.map((name) => [name, toRateLimit(limits[name], factor, `coatcheck: limits.${name}`)])
  return Object.fromEntries(read) as RateLimits
}

function toRateLimit({ tries, refillSeconds }: Limit, factor: number, name: string): RateLimit {
  if (!Number.isInteger(tries) || tries < 1 || tries > most) {
    throw new Error(`${name}.tries must be a whole number from 1 to ${String(most)}, not ${String(tries)}`)
  }
  if (!(refillSeconds > 0 && refillSeconds <= most)) {
    throw new Error(
      `${name}.refillSeconds must be a number above 0, up to ${String(most)}, not ${String(refillSeconds)}`,
    )
  }
  return { most: Math.max(1, Math.round(tries * factor)), refillMs: (refillSeconds * 1000) / factor }
}
