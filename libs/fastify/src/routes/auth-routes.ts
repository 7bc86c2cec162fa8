import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { IdentityStore, PasswordStore, ProviderLoginStore } from '@coatcheck/stores'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OwnOrigins } from '../guard/own-origins.ts'
import type { Picturing } from '../avatar/create-pictures.ts'
import type { DeviceCookie } from '../cookie/device-cookie.ts'
import type { RoundTripCookie } from '../cookie/round-trip-cookie.ts'
import type { Limiting } from '../limits/create-limiting.ts'
import type { EventsLimit } from '../live/live-streams.ts'
import type { PasswordHasher } from '../passwords/password-hasher.ts'
import type { Providers } from '../providers/providers.ts'
import type { ReturnPages } from '../providers/return-pages.ts'
import type { RoundTrips } from '../providers/round-trips.ts'
import type { Clock } from '../sessions/clock.ts'
import type { Feed } from '../sessions/feed.ts'
import type { SessionRules } from '../sessions/session-rules.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { RequiredField } from '../users/missing-fields.ts'
import type { People } from '../users/people.ts'

/** What the routes call: services that know no HTTP, and the cookie that a login with a password sets. */
export interface RouteServices extends Limiting, Picturing {
  people: People
  passwords: PasswordStore
  hasher: PasswordHasher
  sessions: Sessions
  feed: Feed
  deviceCookie: DeviceCookie
  rules: SessionRules
  events: EventsLimit
  identities: IdentityStore
  providerLogins: ProviderLoginStore
  providers: Providers
  roundTrips: RoundTrips
  roundTripCookie: RoundTripCookie
  returnPages: ReturnPages
  ownOrigins: OwnOrigins
  /** How long a provider has to answer. */
  providerDeadlineMs: number
  deadlineMs: number
  clock: Clock
  warn: (details: object, message: string) => void
  /** What every profile should have. */
  requiredProfile: readonly RequiredField[]
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
