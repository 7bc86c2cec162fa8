import type { PasswordStore, SessionRecord } from '@coatcheck/stores'
import type { Limiter } from '../limits/limiter.ts'
import { type Refusal, refuse } from '../problem/refusal.ts'
import type { PasswordHasher } from './password-hasher.ts'

export interface ConfirmPasswordServices {
  passwords: PasswordStore
  hasher: PasswordHasher
  limiter: Limiter
}

/**
 * Asks somebody who is logged in for the password once more, so often and no oftener. Tells the hash that it matched;
 * `pointer` names the field it came in.
 */
export async function confirmPassword(
  password: string,
  { session, pointer }: { session: SessionRecord; pointer: string },
  { passwords, hasher, limiter }: ConfirmPasswordServices,
): Promise<string | Refusal> {
  const confirmOnce = async () => {
    const passwordHash = await passwords.find(session.userId)
    if (passwordHash === null) return noPassword
    return (await hasher.verify(passwordHash, password)) ? passwordHash : wrongPassword(pointer)
  }
  return hasher.withPlace(() => limiter.confirmPassword(session.id, confirmOnce))
}

/** No password is the right one then, and to guess on would lead nowhere. */
const noPassword = refuse('no_password', { detail: 'Confirm who you are at the provider that you log in with.' })

/** On a live session a wrong password is 403: a 401 would tell the app that nobody is logged in. */
export function wrongPassword(pointer: string): Refusal {
  return refuse('invalid_credentials', { status: 403, errors: [{ pointer, message: 'is wrong' }] })
}
