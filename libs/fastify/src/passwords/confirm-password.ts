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
    const matches = await hasher.verify(passwordHash, password)
    return matches && passwordHash !== null ? passwordHash : wrongPassword(pointer)
  }
  return hasher.withPlace(() => limiter.confirmPassword(session.id, confirmOnce))
}

/** On a live session a wrong password is 403: a 401 would tell the app that nobody is logged in. */
export function wrongPassword(pointer: string): Refusal {
  return refuse('invalid_credentials', { status: 403, errors: [{ pointer, message: 'is wrong' }] })
}
