import { Deadline, type EndedSession, type Ending, type Store } from '@coatcheck/stores'
import { askDependency } from '../problem/dependency.ts'
import type { Clock } from '../sessions/clock.ts'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'
import type { Users } from './users.ts'

export interface TheirPeopleOptions {
  store: Pick<Store, 'passwords' | 'sessions' | 'knownDevices'>
  clock: Clock
  deadlineMs: number
  /** Told when something of ours is left of a user who is gone. */
  warn: (details: object, message: string) => void
}

/** People in the host's table. Their passwords are ours, in a table that knows nothing but the ids. */
export function theirPeople<U>(users: Users<U>, { store, clock, deadlineMs, warn }: TheirPeopleOptions): People {
  const ask = <T>(question: () => Promise<T>) => askUsers(deadlineMs, question)
  const toProfile = (user: U | null | undefined) => toProfileOrNull(user, users)
  const people: People = {
    findById: findAmongTheirs(users, deadlineMs),
    findByEmail: (email) => ask(async () => toProfile(await users.findByEmail(email))),
  }
  const update = users.update?.bind(users)
  if (update !== undefined) people.update = (id, patch) => ask(async () => toProfile(await update(id, patch)))
  const remove = users.delete?.bind(users)
  if (remove !== undefined) {
    people.delete = async (id, ending) => {
      // Theirs first: a user without a password could not even try again. Without the user our rows open nothing.
      const removal = remove(id)
      const tidyUp = () => forgetUser(id, ending, store)
      try {
        await ask(() => removal)
        return await tidyUp()
      } catch (error) {
        // It is answered 503, and a user who is gone cannot ask again: what is left here must go all the same.
        const late = Deadline.unbound(() => removal.then(() => tidyUp()))
        late.catch((cause: unknown) => {
          warn({ err: cause, userId: id }, 'A user may be gone and have left a password; call coatcheck.userDeleted()')
        })
        throw error
      }
    }
  }
  const create = users.create?.bind(users)
  if (create === undefined) return people
  const undo = async (outcome: { created: U } | 'email_taken') => {
    if (outcome !== 'email_taken') await users.delete?.(users.toProfile(outcome.created).id)
  }
  return {
    ...people,
    async create(user, passwordHash) {
      const creation = create(user)
      const outcome = await ask(() => creation).catch((error: unknown) => {
        // It was answered 503; a user who appears later all the same could neither log in nor register.
        void creation.then(undo).catch(() => undefined)
        throw error
      })
      if (outcome === 'email_taken') return outcome
      const profile = completeProfile(users.toProfile(outcome.created))
      // An id that somebody had before: nothing of theirs may open anything of the new user's.
      await forgetUser(profile.id, { reason: 'account_deleted', at: clock(), forgetAt: clock() }, store)
      try {
        await store.passwords.set(profile.id, passwordHash, clock())
      } catch (error) {
        // Two databases share no transaction. A user without a password could neither log in nor register.
        await ask(() => undo(outcome))
        throw error
      }
      return { created: profile }
    },
  }
}

/** Forgets all that is ours of a user who is gone. Tells which sessions ended. */
export async function forgetUser(
  id: string,
  ending: Ending,
  { passwords, knownDevices, sessions }: TheirPeopleOptions['store'],
): Promise<EndedSession[]> {
  await passwords.remove(id)
  await knownDevices.forgetUser(id)
  return sessions.end({ userId: id, exceptId: null }, ending)
}

/** The one verb of {@link People} that reading a session needs. */
export function findAmongTheirs<U>(
  users: Pick<Users<U>, 'findById' | 'toProfile'>,
  deadlineMs: number,
): People['findById'] {
  return (id) => askUsers(deadlineMs, async () => toProfileOrNull(await users.findById(id), users))
}

function askUsers<T>(deadlineMs: number, question: () => Promise<T>): Promise<T> {
  return askDependency("The host's users", deadlineMs, question)
}

function toProfileOrNull<U>(user: U | null | undefined, users: Pick<Users<U>, 'toProfile'>) {
  return user === null || user === undefined ? null : completeProfile(users.toProfile(user))
}
