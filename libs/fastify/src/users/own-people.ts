import type { Store, UserRecord, UserStore } from '@coatcheck/stores'
import type { Clock } from '../sessions/clock.ts'
import { createPublicId } from '../sessions/session-token.ts'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'
import type { PicturePath } from './picture-path.ts'
import type { NewUser } from './users.ts'

export interface OwnPeopleOptions {
  clock: Clock
  /** Null in an app without pictures. */
  picturePath: PicturePath | null
}

/** People in our own table: the default. A user and the password, or the identity, are created together or not at all. */
export function ownPeople(
  { users, identities }: Pick<Store, 'users' | 'identities'>,
  { clock, picturePath }: OwnPeopleOptions,
): People {
  const toProfileOrNull = (user: UserRecord | null) => (user === null ? null : toProfile(user, picturePath))
  return {
    findById: findInOwnTable(users, picturePath),
    findByEmail: async (email) => toProfileOrNull(await users.findByEmail(email)),
    async create(newUser, passwordHash) {
      const user = toRecord(newUser, clock())
      const outcome = await users.create(user, passwordHash)
      return outcome === 'created' ? { created: toProfile(user, picturePath) } : outcome
    },
    async createWithIdentity(newUser, identityOf) {
      const user = toRecord(newUser, clock())
      const outcome = await identities.register(user, identityOf(user.id))
      return outcome === 'created' ? { created: toProfile(user, picturePath) } : outcome
    },
    update: async (id, patch) => toProfileOrNull(await users.update(id, patch)),
    async addEmail(id, address) {
      const outcome = await users.addEmail(id, address)
      return outcome === 'email_taken' ? outcome : toProfileOrNull(outcome)
    },
    delete: (id, ending) => users.delete(id, ending),
  }
}

/** The one verb of {@link People} that reading a session needs. */
export function findInOwnTable(
  users: Pick<UserStore, 'findById'>,
  picturePath: PicturePath | null,
): People['findById'] {
  return async (id) => {
    const user = await users.findById(id)
    return user === null ? null : toProfile(user, picturePath)
  }
}

/** A new user, as our table keeps one. */
function toRecord(newUser: NewUser, createdAt: number): UserRecord {
  return {
    id: createPublicId('usr'),
    ...newUser,
    roles: ['user'],
    locale: 'en',
    createdAt,
    version: 1,
    pictureVersion: null,
  }
}

function toProfile(user: UserRecord, picturePath: PicturePath | null) {
  const { id, name, email, emailVerified, roles, locale, pictureVersion } = user
  return completeProfile({
    id,
    name,
    email,
    emailVerified,
    picture: pictureVersion === null || picturePath === null ? null : picturePath(id, pictureVersion),
    roles,
    locale,
    createdAt: new Date(user.createdAt).toISOString(),
    version: String(user.version),
  })
}
