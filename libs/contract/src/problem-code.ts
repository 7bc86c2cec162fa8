/**
 * Every code that a problem+json answer can carry, with the HTTP status it travels with.
 * The set is closed: a client decides by the code alone, and a code never changes its meaning.
 */
export const problemStatus = {
  invalid_input: 400,
  password_too_weak: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  forbidden: 403,
  csrf_rejected: 403,
  reauthentication_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  email_taken: 409,
  identity_taken: 409,
  last_login_method: 409,
  no_password: 409,
  session_limit: 409,
  too_large: 413,
  unsupported_media_type: 415,
  unknown_host: 421,
  too_many_requests: 429,
  internal_error: 500,
  unavailable: 503,
  overloaded: 503,
} as const

/** One of the codes above. */
export type ProblemCode = keyof typeof problemStatus
