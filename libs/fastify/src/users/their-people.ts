import type { PasswordStore } from '@coatcheck/stores'
import { askDependency } from '../problem/dependency.ts'
import type { Clock } from '../sessions/clock.ts'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'
import type { Users } from './users.ts'

export interface TheirPeopleOptions {
  passwords: PasswordStore
  clock: Clock
  deadlineMs: number
}

/** People in the host's table. Their passwords are ours, in a table that knows nothing but the ids. */
export function theirPeople<U>(users: Users<U>, { passwords, clock, deadlineMs }: TheirPeopleOptions): People {
  const ask = <T>(question: () => Promise<T>) => askDependency("The host's users", deadlineMs, question)
  const toProfile = (user: U | null | undefined) =>
    user === null || user === undefined ? null : completeProfile(users.toProfile(user))
  const people: People = {
    findById: (id) => ask(async () => toProfile(await users.findById(id))),
    findByEmail: (email) => ask(async () => toProfile(await users.findByEmail(email))),
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
        await passwords.set(profile.id, passwordHash, clock())
      } catch (error) {
        // Two databases share no transaction. A user without a password could neither log in nor register.
        await ask(() => undo(outcome))
        throw error
      }
      return { created: profile }
    },
  }
}
