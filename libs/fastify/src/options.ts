import type { Store } from '@coatcheck/stores'
import type { FastifyInstance } from 'fastify'
import type { PicturesOptions } from './avatar/picture-options.ts'
import type { DefaultAccess } from './guard/access.ts'
import type { Limits } from './limits/limits.ts'
import type { EventsLimit } from './live/live-streams.ts'
import type { PasswordHasherOptions } from './passwords/password-hasher.ts'
import type { ProviderConfig } from './providers/provider-config.ts'
import type { Clock } from './sessions/clock.ts'
import type { Lifetimes } from './sessions/lifetimes.ts'
import type { SessionLimit } from './sessions/session-limit.ts'
import type { RequiredField } from './users/missing-fields.ts'
import type { Users } from './users/users.ts'

/** How the plugin is set up. Only `publicUrl` and `store` must be given. */
export interface CoatcheckOptions<U = never> {
  /** Where browsers reach the app, such as `https://shop.example`: it decides about cookie, origin and links. */
  publicUrl: string
  /** Where sessions, passwords and, without `users`, people are kept. The host closes it. */
  store: Store
  /** The path under which the plugin answers. Default `/auth`. */
  prefix?: string
  /** The host's own users. Default: a table of ours in the store. */
  users?: Users<U>
  /**
   * Which routes the plugin guards. Default `app`: all, so it must be registered at the root, or through
   * `fastify-plugin`. With `context` it guards the context it is registered in and no other route.
   */
  scope?: 'app' | 'context'
  /** What holds for routes that say nothing about access. Default `deny`: the app then refuses to start. */
  defaultAccess?: DefaultAccess
  /** Other origins whose pages may send unsafe requests, such as `https://app.example.com`. */
  trustedOrigins?: readonly string[]
  /** Other values of the `Host` header to answer to, such as a name that only the proxy uses. */
  hosts?: readonly string[]
  /** The name of the session cookie. Default `__Host-sid` on https, `sid` on plain http. */
  cookie?: { name?: string }
  /** How long sessions live; what is left out keeps its default. */
  sessions?: Partial<Lifetimes>
  /** How many sessions a user may have, and what happens with one more. Default 20, the oldest ends. */
  sessionLimit?: Partial<SessionLimit>
  /** How many pages of a user may listen to live events at once. Default 32. */
  events?: Partial<EventsLimit>
  /**
   * How often somebody may try to log in, to register and to confirm a password; what is left out keeps its default.
   * With `false` nothing is counted: for a host that does it itself.
   */
  limits?: Partial<Limits> | false
  /** Whose login pages lead in here, such as `[google({ clientId, clientSecret })]`, in the order of their buttons. */
  providers?: readonly ProviderConfig[]
  /** A provider has so long to answer, in milliseconds, however many questions there are. Default 5,000. */
  providerDeadlineMs?: number
  /** The login page of the app: a login through a provider that failed leads there, with `?problem=`. Default `/login`. */
  loginPath?: string
  /**
   * Where the pictures of users may come from, beside the users themselves; those of Google and Facebook are known.
   * With `false` there are no pictures.
   */
  pictures?: PicturesOptions | false
  /**
   * What every profile should have: `/auth/status` says what is missing, and the app asks for it once. Default name and
   * email; nothing of `users` that are yours.
   */
  requiredProfile?: readonly RequiredField[]
  /** Expired sessions are removed so often, in seconds. Default 60. */
  removeExpiredEverySeconds?: number
  /** How many passwords are hashed at once, and how many may wait. */
  passwords?: PasswordHasherOptions
  /** Anything behind the plugin has so long to answer, in milliseconds; then it is a 503. Default 2,000. */
  deadlineMs?: number
  /** Tells the time, for tests. Default: the system's clock, kept from running backward. */
  clock?: Clock
}

/** Throws for a prefix that Fastify would take for something else. */
export function checkPrefix(prefix: string): void {
  if (/^(\/[\w.-]+)+$/.test(prefix)) return
  throw new Error(`coatcheck: prefix is "${prefix}". Write a path such as /auth, without a slash at its end.`)
}

/**
 * Throws when the plugin would guard less than its host believes: in a context of its own, as every plugin file
 * without `fastify-plugin` is, it does not see the routes beside it, and those would be open.
 */
export function checkScope(app: FastifyInstance): void {
  if (Object.getPrototypeOf(app) === Object.prototype) return
  throw new Error(
    `coatcheck: the plugin is registered in an inner context and would not guard the routes outside of it. Wrap the ` +
      `plugin that registers it in fastify-plugin, or say scope: 'context' if that is what you want.`,
  )
}
