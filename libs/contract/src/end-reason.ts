/**
 * Why a session ended, told only to the holder of the dead session token and for about 15 minutes.
 * The set is closed.
 */
export const endReasons = [
  'idle_timeout',
  'absolute_timeout',
  'logged_out',
  'revoked',
  'revoked_by_admin',
  'password_changed',
  'session_limit',
  'account_disabled',
  'account_deleted',
] as const

/** One of the reasons above. */
export type EndReason = (typeof endReasons)[number]
