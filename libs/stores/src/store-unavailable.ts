/**
 * The store could not say yes or no in time. Whoever catches it knows nothing about the user:
 * neither logged in nor logged out. The driver's own error is the `cause`; it never goes to a client.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
