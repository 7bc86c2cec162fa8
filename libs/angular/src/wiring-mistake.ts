import type { AuthError } from './auth-error'

/** Tells a developer of a mistake; true if there was one. */
export function warnOfWiringMistake(url: string, error: AuthError): boolean {
  const mistake = wiringMistake(url, error)
  if (mistake) console.warn(mistake)
  return mistake !== null
}

/**
 * What to tell a developer whose app asks at the wrong address, or null: a server in trouble answers 5xx or 429, but
 * a 404, or a 200 that is no status, comes from something else. Waiting does not cure it, and nothing else shows it.
 */
export function wiringMistake(url: string, { httpStatus }: AuthError): string | null {
  if (httpStatus < 200 || httpStatus >= 500 || httpStatus === 429) return null
  return (
    `Coatcheck: GET ${url} answered ${httpStatus.toString()}, but not with the status of a login. Check that the prefix ` +
    `of withApi() is the one under which the API answers, and that the (development) server passes it on to the API.`
  )
}
