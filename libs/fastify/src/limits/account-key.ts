import { canonicalEmail } from '../users/email-address.ts'

/**
 * The account that tries are counted for: the address in its canonical form, so that its spellings share one count
 * (FC-16). Text that is no address is counted like one, or it would be told apart from an unknown account (FC-39).
 */
export function accountKey(typed: string): string {
  return canonicalEmail(typed) ?? typed.toLowerCase()
}
