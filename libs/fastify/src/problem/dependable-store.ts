import type { Store } from '@coatcheck/stores'
import { askDependency } from './dependency.ts'

/**
 * The store with a deadline on every verb, and with one kind of failure: whatever it throws, and however
 * long it hangs, becomes a 503 in time (L2, L5). Everything in the plugin speaks to this one.
 */
export function dependableStore({ sessions, passwords, users }: Store, deadlineMs: number) {
  const ask = <T>(question: () => Promise<T>) => askDependency('The store', deadlineMs, question)
  return {
    sessions: {
      create: (session) => ask(() => sessions.create(session)),
      find: (tokenHash) => ask(() => sessions.find(tokenHash)),
      update: (tokenHash, change, now) => ask(() => sessions.update(tokenHash, change, now)),
      end: (tokenHash, reason, now, forgetAt) => ask(() => sessions.end(tokenHash, reason, now, forgetAt)),
    },
    passwords: {
      find: (userId) => ask(() => passwords.find(userId)),
      set: (userId, passwordHash, now) => ask(() => passwords.set(userId, passwordHash, now)),
    },
    users: {
      findById: (id) => ask(() => users.findById(id)),
      findByEmail: (emailCanonical) => ask(() => users.findByEmail(emailCanonical)),
      create: (user, passwordHash) => ask(() => users.create(user, passwordHash)),
    },
  } satisfies DependableStore
}

/** A store without the verbs that belong to whoever opened it. */
type DependableStore = Pick<Store, 'sessions' | 'passwords' | 'users'>
