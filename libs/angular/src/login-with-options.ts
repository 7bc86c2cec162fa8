/** Where a login at a provider leads afterwards, and how long it lasts. */
export interface LoginWithOptions {
  /** A path of this origin, query and fragment included; the server lets anything else lead home. */
  readonly returnUrl?: string
  /** "Remember me". */
  readonly remember?: boolean
}
