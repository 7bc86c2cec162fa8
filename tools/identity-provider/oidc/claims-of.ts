import type { AccountClaims } from 'oidc-provider'
import type { Person } from '../people.ts'

/** What an OpenID provider tells about a person. What is not known is left out, as the standard wants it. */
export function claimsOf({ sub, name, email, isEmailVerified, picture }: Person, origin: string): AccountClaims {
  const [givenName] = name?.split(' ') ?? []
  return {
    sub,
    ...(name === undefined ? {} : { name, given_name: givenName, family_name: name.split(' ').at(-1) }),
    ...(email === undefined ? {} : { email, email_verified: isEmailVerified === true }),
    ...(picture === undefined ? {} : { picture: `${origin}/pictures/${picture}` }),
    locale: 'en',
  }
}
