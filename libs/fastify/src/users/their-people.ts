import { Deadline, type Store } from '@coatcheck/stores'
import type { Clock } from '../sessions/clock.ts'
import { askUsers } from './ask-users.ts'
import { completeProfile } from './complete-profile.ts'
import { creatingTheirs } from './create-theirs.ts'
import { forgetUser } from './forget-user.ts'
import type { People } from './people.ts'
import type { Users } from './users.ts'

export interface TheirPeopleOptions {
  store: Pick<Store, 'passwords' | 'sessions' | 'knownDevices' | 'identities' | 'pictures'>
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
  if (update !== undefined) {
    people.update = (id, patch) =>
      ask(async () => {
        const outcome = await update(id, patch)
        if (outcome === 'email_taken') throw new Error('users.update: no address was changed, so none is taken.')
        return toProfile(outcome)
      })
    people.addEmail = (id, address) =>
      ask(async () => {
        const outcome = await update(id, address)
        return outcome === 'email_taken' ? 'email_taken' : toProfile(outcome)
      })
  }
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
  return create === undefined
    ? people
    : { ...people, ...creatingTheirs(create, users, { store, clock, deadlineMs, warn }) }
}

/** The one verb of {@link People} that reading a session needs. */
export function findAmongTheirs<U>(
  users: Pick<Users<U>, 'findById' | 'toProfile'>,
  deadlineMs: number,
): People['findById'] {
  return (id) => askUsers(deadlineMs, async () => toProfileOrNull(await users.findById(id), users))
}

function toProfileOrNull<U>(user: U | null | undefined, users: Pick<Users<U>, 'toProfile'>) {
  return user === null || user === undefined ? null : completeProfile(users.toProfile(user))
}
