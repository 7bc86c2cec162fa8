import type { Profile } from '@coatcheck/contract'
import { Deadline, type SessionRecord } from '@coatcheck/stores'
import { refuse } from '../problem/refusal.ts'
import { Refused } from '../problem/refused.ts'
import type { Device } from '../sessions/device.ts'
import type { OpenSession } from '../sessions/sessions.ts'
import type { AuthServices } from './auth-services.ts'

export interface LogInOptions {
  /** "Remember me": the session outlives the browser. Default false. */
  remember?: boolean
  /** How the user proved who they are, such as `['ldap']`. Default `['password']`. */
  methods?: string[]
  /**
   * Asked once the session exists: is the proof still good? A password that was changed, or an account that was
   * disabled, while somebody was logging in must not leave a session behind that nothing ends.
   */
  stillProven?: (session: SessionRecord) => Promise<boolean>
}

/** Begins a session for a user in place of those that the browser had. Rejects with {@link Refused}. */
export async function beginLogin(
  userId: string,
  { remember: persistent = false, methods = ['password'], stillProven }: LogInOptions,
  { device, replaces }: { device: Device; replaces: readonly string[] },
  { people, sessions }: AuthServices,
): Promise<{ user: Profile; open: OpenSession }> {
  const known = await people.findById(userId)
  if (known === null) throw unknownUser(stillProven !== undefined)
  const open = await sessions.begin(known.id, { methods, persistent, device, replaces })
  if (open === null) throw new Refused(refuse('session_limit', { detail: 'Log out on another device first.' }))
  try {
    // Asked once more: whatever ends the user's sessions from here on ends the new one with them, but not before.
    const user = await people.findById(known.id)
    if (user !== null && (await stillProven?.(open.session)) !== false) return { user, open }
    throw new Refused(refuse('invalid_credentials'))
  } catch (error) {
    await endUnheld(() => sessions.endOne(known.id, open.session.id, 'revoked'))
    throw error
  }
}

/** Nobody is given the token, so nobody else would end the session. With the store in trouble it ends by its time. */
async function endUnheld(end: () => Promise<unknown>): Promise<void> {
  await Deadline.unbound(end).catch(() => undefined)
}

/** A user who went away between proof and login is refused; an id that never was is a mistake of the host's. */
function unknownUser(isProven: boolean): Error {
  if (isProven) return new Refused(refuse('invalid_credentials'))
  return new Error('request.auth.logIn: there is no user with this id.')
}
