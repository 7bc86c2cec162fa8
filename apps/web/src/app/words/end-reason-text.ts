import type { EndReason } from '@coatcheck/angular'

/** Why a session ended, for the person whose it was. */
export const endReasonText: Record<EndReason, string> = {
  idle_timeout: 'Nothing happened here for a while, so you were logged out.',
  absolute_timeout: 'You had been logged in for a long time, so it is time to log in again.',
  logged_out: 'You are logged out.',
  revoked: 'You were logged out from another device.',
  revoked_by_admin: 'An administrator ended your session.',
  password_changed: 'Your password was changed, which logged out every other device.',
  session_limit: 'You logged in on many devices, and this was the oldest one.',
  account_disabled: 'Your account is disabled. Ask the people who run this site.',
  account_deleted: 'Your account was deleted.',
}
