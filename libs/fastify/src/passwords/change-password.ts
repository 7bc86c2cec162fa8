import type { ChangePassword, Profile } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import type { KnownDevices } from '../limits/known-devices.ts'
import type { Visitor } from '../limits/visitor.ts'
import { isRefusal, type Refusal, refuse } from '../problem/refusal.ts'
import { createSessionToken, hashSessionToken } from '../sessions/session-token.ts'
import type { OpenSession, Sessions } from '../sessions/sessions.ts'
import { confirmPassword, type ConfirmPasswordServices, wrongPassword } from './confirm-password.ts'
import { refuseWeakPassword } from './password-policy.ts'

export interface ChangePasswordServices extends ConfirmPasswordServices {
  sessions: Sessions
  devices: KnownDevices | null
}

/**
 * Changes a password: all other sessions of the user end and this one goes on under a new token, in one step with
 * the change (FC-5, ASVS 7.4.3). Whoever asks must know the current password (ASVS 6.2.3). Null when the session that
 * asks is over.
 */
export async function changePassword(
  { currentPassword, newPassword }: ChangePassword,
  { user, session, deviceTokens }: { user: Profile; session: SessionRecord } & Pick<Visitor, 'deviceTokens'>,
  services: ChangePasswordServices,
): Promise<OpenSession | Refusal | null> {
  const { passwords, hasher, sessions, devices } = services
  const from = await confirmPassword(currentPassword, { session, pointer: '/currentPassword' }, services)
  if (isRefusal(from)) return from
  const weakness = await refuseWeakPassword(newPassword, { name: user.name, email: user.email ?? '' }, '/newPassword')
  if (weakness !== null) return weakness
  if (newPassword === currentPassword) return samePassword
  const to = await hasher.hash(newPassword)
  // Before the change: one that was answered 503 may be tried again, devices that outlived one may guess for ever.
  await devices?.forgetOthers(deviceTokens, user.id)
  const token = createSessionToken()
  const tokenHash = hashSessionToken(token)
  const { outcome, ended } = await passwords.change({
    userId: user.id,
    from,
    to,
    keeps: { tokenHash: session.tokenHash, newTokenHash: tokenHash },
    ending: sessions.ending('password_changed'),
  })
  if (outcome === 'stale') return wrongPassword('/currentPassword')
  if (outcome === 'session_ended') return null
  sessions.announceEnd(ended)
  sessions.announceChange(session)
  return { token, session: { ...session, tokenHash } }
}

const samePassword = refuse('password_too_weak', {
  detail: 'The password is the one you have already.',
  errors: [{ pointer: '/newPassword', message: 'is the one you have already' }],
})
