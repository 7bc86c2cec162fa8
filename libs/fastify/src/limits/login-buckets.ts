import { createBucket, type Bucket } from './bucket.ts'
import type { RateLimits } from './limits.ts'

/** Who tries to log in, as whom. */
export interface LoginTry {
  /** See `account-key.ts`. */
  account: string
  /** See `address-key.ts`. */
  address: string
  /** The token of a browser that was logged in to this account before; null for a stranger's. */
  knownDevice: string | null
}

/**
 * A browser that was logged in to the account before has tries of its own, which no stranger can use up: not from many
 * addresses, and not from the owner's either (FC-40). OWASP calls it a device cookie: "Slow Down Online Guessing
 * Attacks with Device Cookies". It needs no count of its address: it is known to this one account, and what it may
 * guess there is counted.
 *
 * Strangers share the tries for an account. One address alone cannot use them up, and one success from an address
 * does not make up for what was guessed from there at other accounts.
 */
export function loginBuckets({ account, address, knownDevice }: LoginTry, limits: RateLimits): Bucket[] {
  const { loginPerDevice, loginPerAccountAndAddress, loginPerAccount, loginPerAddress } = limits
  if (knownDevice !== null) return [createBucket('login-device', [account, knownDevice], loginPerDevice, 'clear')]
  return [
    createBucket('login-account-address', [account, address], loginPerAccountAndAddress, 'clear'),
    createBucket('login-account', [account], loginPerAccount, 'give_back'),
    createBucket('login-address', [address], loginPerAddress, 'give_back'),
  ]
}
