import Type, { type Static } from 'typebox'
import { Email } from './email.ts'

/** No control characters: a NUL byte truncates text in more than one place downstream. */
const withoutControlCharacters = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$'

/** A name as somebody may type it. */
export const UserName = Type.String({ minLength: 1, maxLength: 100, pattern: withoutControlCharacters })

/** The body of `GET /auth/me`; a host may add fields of its own. */
export const ProfileSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    email: Type.Union([Type.String(), Type.Null()]),
    emailVerified: Type.Boolean(),
    /** A path on the API's own origin, or null: show the initials then. */
    picture: Type.Union([Type.String(), Type.Null()]),
    initials: Type.String(),
    roles: Type.Array(Type.String()),
    locale: Type.String(),
    createdAt: Type.String({ description: 'ISO 8601, UTC' }),
    /** Changes whenever any other field does. */
    version: Type.String(),
  },
  { additionalProperties: true },
)

/** The fields that every profile has, whoever keeps the users. */
export type ProfileFields = Static<typeof ProfileSchema>

/** The body of `PATCH /auth/me`: what is left out stays as it is. */
export const ProfilePatchSchema = Type.Object(
  {
    name: Type.Optional(UserName),
    /** A language tag (BCP 47), such as `en` or `de-CH`. */
    locale: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
    /** Only for a profile that has no address yet, as `profileIncomplete` tells. */
    email: Type.Optional(Email),
  },
  { additionalProperties: false },
)

/** See {@link ProfilePatchSchema}. */
export type ProfilePatch = Static<typeof ProfilePatchSchema>
