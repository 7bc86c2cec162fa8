import Type, { type Static } from 'typebox'
import { Email } from './email.ts'
import { UserName } from './profile.ts'

/**
 * Bounded here only to keep rubbish away from the hasher; the real rules (12 to 128 characters and not a
 * common one) answer `password_too_weak` and say which of them failed.
 */
const Password = Type.String({ minLength: 1, maxLength: 1024 })

/** The body of `POST /auth/register`. */
export const RegisterSchema = Type.Object(
  {
    name: UserName,
    email: Email,
    password: Password,
  },
  { additionalProperties: false },
)

/** The body of `POST /auth/login`. */
export const LoginSchema = Type.Object(
  {
    email: Email,
    password: Password,
    /** "Remember me": the session outlives the browser. */
    remember: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

/** The body of `POST /auth/session/reauthenticate`. */
export const ReauthenticateSchema = Type.Object({ password: Password }, { additionalProperties: false })

/** The body of `POST /auth/password/change`. */
export const ChangePasswordSchema = Type.Object(
  { currentPassword: Password, newPassword: Password },
  { additionalProperties: false },
)

/** A body without content: `{}`. JSON all the same, since that is what forces a CORS preflight. */
export const EmptySchema = Type.Object({}, { additionalProperties: false })

/** See {@link RegisterSchema}. */
export type Register = Static<typeof RegisterSchema>

/** See {@link LoginSchema}. */
export type Login = Static<typeof LoginSchema>

/** See {@link ReauthenticateSchema}. */
export type Reauthenticate = Static<typeof ReauthenticateSchema>

/** See {@link ChangePasswordSchema}. */
export type ChangePassword = Static<typeof ChangePasswordSchema>
