import type { UserRecord, UserStore } from '@coatcheck/stores'
import type { Clock } from '../sessions/clock.ts'
import { createPublicId } from '../sessions/session-token.ts'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'

/** People in our own table: the default. A user and the password are created together or not at all. */
export function ownPeople(users: UserStore, clock: Clock): People {
  return {
    findById: findInOwnTable(users),
    findByEmail: async (email) => toProfileOrNull(await users.findByEmail(email)),
    async create({ name, email, emailCanonical }, passwordHash) {
      const user: UserRecord = {
        id: createPublicId('usr'),
        name,
        email,
        emailCanonical,
        emailVerified: false,
        roles: ['user'],
        locale: 'en',
        createdAt: clock(),
        version: 1,
      }
      const outcome = await users.create(user, passwordHash)
      return outcome === 'created' ? { created: toProfile(user) } : outcome
    },
    update: async (id, patch) => toProfileOrNull(await users.update(id, patch)),
    delete: (id, ending) => users.delete(id, ending),
  }
}

/** The one verb of {@link People} that reading a session needs. */
export function findInOwnTable(users: Pick<UserStore, 'findById'>): People['findById'] {
  return async (id) => toProfileOrNull(await users.findById(id))
}

function toProfileOrNull(user: UserRecord | null) {
  return user === null ? null : toProfile(user)
}

function toProfile(user: UserRecord) {
  const { id, name, email, emailVerified, roles, locale } = user
  return completeProfile({
    id,
    name,
    email,
    emailVerified,
    roles,
    locale,
    createdAt: new Date(user.createdAt).toISOString(),
    version: String(user.version),
  })
}
