import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { PasswordStore } from '@coatcheck/stores'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PasswordHasher } from '../passwords/password-hasher.ts'
import type { Feed } from '../sessions/feed.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { People } from '../users/people.ts'

/** What the routes call: services, never HTTP. */
export interface RouteServices {
  people: People
  passwords: PasswordStore
  hasher: PasswordHasher
  sessions: Sessions
  feed: Feed
  /** Who may call a route that is worth a step-up. */
  steppedUp: { within: string }
}

/** A Fastify instance whose routes are typed by their schemas. */
type AuthInstance = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Registers the routes of one URL below the prefix. */
export type AuthRoutes = (app: AuthInstance, services: RouteServices) => void
