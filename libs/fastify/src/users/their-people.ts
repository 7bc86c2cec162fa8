import type { Store } from '@coatcheck/stores'
import { askDependency } from '../problem/dependency.ts'
import type { Clock } from '../sessions/clock.ts'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'
import type { Users } from './users.ts'

export interface TheirPeopleOptions {
  store: Pick<Store, 'passwords' | 'sessions' | 'knownDevices'>
  clock: Clock
  deadlineMs: number
}

/** People in the host's table. Their passwords are ours, in a table that knows nothing but the ids. */
export function theirPeople<U>(users: Users<U>, { store, clock, deadlineMs }: TheirPeopleOptions): People {
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
      await ask(() => remove(id))
      await store.passwords.remove(id)
      await store.knownDevices.forgetUser(id)
      return store.sessions.end({ userId: id, exceptId: null }, ending)
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
