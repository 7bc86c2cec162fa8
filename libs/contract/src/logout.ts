import Type, { type Static } from 'typebox'

/** The body of `POST /auth/logout`; `{}` will do. */
export const LogoutSchema = Type.Object(
  {
    /** True asks where to log out at the provider, too; the answer is then 200 instead of 204. */
    atProvider: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

/** The answer to a logout `atProvider`. */
export const LoggedOutSchema = Type.Object({
  /** Open it as a page; the provider leads back. Null when there is nothing to end there. */
  providerLogoutUrl: Type.Union([Type.String(), Type.Null()]),
})

/** See {@link LogoutSchema}. */
export type Logout = Static<typeof LogoutSchema>

/** See {@link LoggedOutSchema}. */
export type LoggedOut = Static<typeof LoggedOutSchema>
