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
  const toProfile = (user: U | null) => (user === null ? null : completeProfile(users.toProfile(user)))
  const people: People = {
    findById: (id) => ask(async () => toProfile(await users.findById(id))),
    findByEmail: (email) => ask(async () => toProfile(await users.findByEmail(email))),
  }
  const create = users.create?.bind(users)
  if (create === undefined) return people
  return {
    ...people,
    async create(user, passwordHash) {
      const outcome = await ask(() => create(user))
      if (outcome === 'email_taken') return outcome
      const profile = completeProfile(users.toProfile(outcome.created))
      try {
        await passwords.set(profile.id, passwordHash, clock())
      } catch (error) {
        // Two databases share no transaction. A user without a password could neither log in nor register.
        await ask(async () => users.delete?.(profile.id))
        throw error
      }
      return { created: profile }
    },
  }
}
