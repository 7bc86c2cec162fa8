/** Whoever sends a request, before they have proven anything. */
export interface Visitor {
  /** The address that tries are counted for; see `address-key.ts`. */
  address: string
  /** The device tokens of the browser; whether it is a known one shows with the user. */
  deviceTokens: readonly string[]
}
