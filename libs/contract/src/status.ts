import Type, { type Static } from 'typebox'
import { endReasons } from './end-reason.ts'
import type { Profile } from './index.ts'
import { ProfileSchema } from './profile.ts'
import { Time } from './time.ts'

/** What the browser may know about its own session. Nothing in it opens the session. */
export const SessionInfoSchema = Type.Object({
  /** The public id (`ses_…`): it names the session and opens nothing. */
  id: Type.String(),
  createdAt: Time,
  authenticatedAt: Time,
  methods: Type.Array(Type.String()),
  idleExpiresAt: Time,
  absoluteExpiresAt: Time,
  /** Relative, so that a wrong clock in the browser does no harm. */
  expiresInSeconds: Type.Integer(),
  warnBeforeSeconds: Type.Integer(),
  /** True when "remember me" was chosen. */
  persistent: Type.Boolean(),
  /** The end of the step-up window, or null while it is shut. */
  reauthenticatedUntil: Type.Union([Time, Type.Null()]),
})

/** See {@link SessionInfoSchema}. */
export type SessionInfo = Static<typeof SessionInfoSchema>

/** `GET /auth/status` for somebody who is logged in. */
export const AuthenticatedStatusSchema = Type.Object({
  authenticated: Type.Literal(true),
  userId: Type.String(),
  profileVersion: Type.String(),
  session: SessionInfoSchema,
  serverTime: Time,
  /**
   * What no provider told and the app should ask for once; `PATCH /auth/me` completes it. Absent when nothing is missing.
   */
  profileIncomplete: Type.Optional(Type.Array(Type.Enum(['name', 'email']))),
  /** With `?include=profile`, and in the answers to register and login. */
  profile: Type.Optional(ProfileSchema),
})

/** `GET /auth/status` for everybody else. */
export const AnonymousStatusSchema = Type.Object({
  authenticated: Type.Literal(false),
  /** Why the session ended, for the holder of its dead token; otherwise null. */
  reason: Type.Union([Type.Enum([...endReasons]), Type.Null()]),
  loginMethods: Type.Array(Type.String()),
  serverTime: Time,
})

/** Either of the two; `authenticated` tells which. */
export const StatusSchema = Type.Union([AuthenticatedStatusSchema, AnonymousStatusSchema])

/** See {@link AuthenticatedStatusSchema}. */
export type AuthenticatedStatus = Omit<Static<typeof AuthenticatedStatusSchema>, 'profile'> & { profile?: Profile }

/** See {@link AnonymousStatusSchema}. */
export type AnonymousStatus = Static<typeof AnonymousStatusSchema>

/** The body of `GET /auth/status`: 200 for either answer, 503 when it is not known. */
export type Status = AuthenticatedStatus | AnonymousStatus

/** The answer to register, login and `GET /auth/status?include=profile` of somebody who is logged in. */
export type LoggedIn = AuthenticatedStatus & { profile: Profile }

/** The question after `GET /auth/status`. */
export const StatusQuerySchema = Type.Object(
  { include: Type.Optional(Type.Literal('profile')) },
  { additionalProperties: false },
)
