/**
 * Why a round trip to a provider led to nothing. The server adds it to a page of the app as `?problem=…&provider=…`.
 * The set is closed.
 */
export const providerProblems = [
  /** The person pressed Cancel at the provider. */
  'denied',
  /** It took too long, was used already, or began in another browser. */
  'expired',
  /** The provider's answer was not in order. */
  'rejected',
  /** The provider cannot be reached, or is not set up. */
  'provider_unavailable',
  /** Our own side is in trouble. */
  'unavailable',
  /** The address that the provider told belongs to an account: log in to that one, and link from inside. */
  'email_taken',
  /** The app wants an address, and the provider told none. */
  'email_required',
  /** This identity is linked to another account. */
  'identity_taken',
  /** Somebody else confirmed than the one who is logged in. */
  'wrong_identity',
  /** Whoever began it from inside an account is not logged in to it any more. */
  'session_ended',
  /** Nobody is let in here for the first time by a provider. */
  'registration_closed',
  'session_limit',
  'too_many_requests',
] as const

/** One of the problems above. */
export type ProviderProblem = (typeof providerProblems)[number]
