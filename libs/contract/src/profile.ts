import Type, { type Static } from 'typebox'

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
