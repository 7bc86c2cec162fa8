import type { ChangePassword, Profile } from '@coatcheck/contract'
import type { PasswordStore, SessionRecord } from '@coatcheck/stores'
import { type Refusal, refuse } from '../problem/refusal.ts'
import { createSessionToken, hashSessionToken } from '../sessions/session-token.ts'
import type { OpenSession, Sessions } from '../sessions/sessions.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { refuseWeakPassword } from './password-policy.ts'

export interface ChangePasswordServices {
  passwords: PasswordStore
  hasher: PasswordHasher
  sessions: Sessions
}

/**
 * Changes a password: all other sessions of the user end and this one goes on under a new token, in one step with
 * the change (FC-5, ASVS 7.4.3). Whoever asks must know the current password (ASVS 6.2.3).
 */
export async function changePassword(
  { currentPassword, newPassword }: ChangePassword,
  { user, session }: { user: Profile; session: SessionRecord },
  { passwords, hasher, sessions }: ChangePasswordServices,
): Promise<OpenSession | Refusal> {
  const from = await passwords.find(user.id)
  if (!(await hasher.verify(from, currentPassword)) || from === null) return wrongPassword('/currentPassword')
  const weakness = await refuseWeakPassword(newPassword, { name: user.name, email: user.email ?? '' }, '/newPassword')
  if (weakness !== null) return weakness
  if (newPassword === currentPassword) return samePassword
  const to = await hasher.hash(newPassword)
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
  if (outcome === 'session_ended') return refuse('unauthenticated', { reason: null })
  sessions.announceEnd(ended)
  return { token, session: { ...session, tokenHash } }
}

/** On a live session a wrong password is 403: a 401 would tell the app that nobody is logged in. */
export function wrongPassword(pointer: string): Refusal {
  return refuse('invalid_credentials', { status: 403, errors: [{ pointer, message: 'is wrong' }] })
}

const samePassword = refuse('password_too_weak', {
  detail: 'The password is the one you have already.',
  errors: [{ pointer: '/newPassword', message: 'is the one you have already' }],
})
