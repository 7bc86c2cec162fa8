/**
 * A store cannot be opened where it was said to be. The message is one sentence for the operator:
 * what is wrong and what to do about it.
 */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}
