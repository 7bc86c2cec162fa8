export interface StoreUnavailableOptions extends ErrorOptions {
  troubled?: readonly string[]
}

/**
 * The store could not say yes or no in time. Whoever catches it knows nothing about the user:
 * neither logged in nor logged out. The driver's own error is the `cause`; it never goes to a client.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  /** Which of several things behind a store are in trouble, such as `['redis']`; empty when that is not known. */
  readonly troubled: readonly string[]

  constructor(message: string, { troubled = [], ...options }: StoreUnavailableOptions = {}) {
    super(message, options)
    this.troubled = troubled
  }
}
