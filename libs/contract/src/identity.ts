import Type, { type Static } from 'typebox'
import { Time } from './time.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

/** A person at a provider as whom the user can log in. */
export const IdentitySchema = Type.Object({
  /** `idn_…`, for `DELETE /auth/identities/:id`. */
  id: Type.String(),
  /** The id of the provider; null when the app does not offer it any more. */
  provider: TextOrNull,
  label: Type.String(),
  icon: TextOrNull,
  /** What the provider said the last time, for people to recognise it by. */
  name: TextOrNull,
  email: TextOrNull,
  /** True when a step-up may go through it. */
  confirms: Type.Boolean(),
  linkedAt: Time,
  lastUsedAt: Time,
})

/** The body of `GET /auth/identities`, the oldest first. */
export const IdentitiesSchema = Type.Object({
  identities: Type.Array(IdentitySchema),
  /** Without a password the step-up goes through a provider, and the last identity stays. */
  hasPassword: Type.Boolean(),
})

/** See {@link IdentitySchema}. */
export type Identity = Static<typeof IdentitySchema>

/** See {@link IdentitiesSchema}. */
export type Identities = Static<typeof IdentitiesSchema>
