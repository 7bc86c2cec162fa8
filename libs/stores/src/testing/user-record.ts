import type { UserRecord } from '../user-store.ts'
import { noon } from './session-record.ts'

/** Ada, as she registered. */
export const ada: UserRecord = {
  id: 'usr_ada',
  name: 'Ada Lovelace',
  email: 'Ada@example.org',
  emailCanonical: 'ada@example.org',
  emailVerified: false,
  roles: ['user'],
  locale: 'en',
  createdAt: noon,
  pictureVersion: null,
  version: 1,
}

/** Bob, who has nothing to do with it. */
export const bob: UserRecord = {
  ...ada,
  id: 'usr_bob',
  name: 'Bob',
  email: 'bob@example.org',
  emailCanonical: 'bob@example.org',
}
