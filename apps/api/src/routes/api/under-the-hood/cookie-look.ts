import Type, { type Static } from 'typebox'

/** What somebody may see of a cookie who must not see its value. */
export const CookieLookSchema = Type.Object({
  /** Empty for a cookie without a name. */
  name: Type.String(),
  /** Characters of its value. */
  length: Type.Integer(),
})

/** See {@link CookieLookSchema}. */
export type CookieLook = Static<typeof CookieLookSchema>

/** A `Set-Cookie` without its value; the attributes are as they went out, such as `Path=/`. */
export type SetCookieLook = CookieLook & { attributes: string[] }

/** More than a browser of good will sends; the rest is left out. */
const mostCookies = 32
const longestName = 64

/** Describes a `Cookie` header without a single value in it. */
export function lookOfCookies(header: string | undefined): CookieLook[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.filter(Boolean).slice(0, mostCookies).map(lookOf)
}

/** Describes a `Set-Cookie` header without its value. */
export function lookOfSetCookie(header: string): SetCookieLook {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
  return { ...lookOf(pair), attributes }
}

/** Without an equals sign the whole is the value (RFC 6265bis, 5.6): it must not be taken for a name. */
function lookOf(pair: string): CookieLook {
  const equals = pair.indexOf('=')
  if (equals < 0) return { name: '', length: pair.length }
  return { name: pair.slice(0, equals).slice(0, longestName), length: pair.length - equals - 1 }
}
