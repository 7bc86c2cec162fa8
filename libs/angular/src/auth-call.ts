import { HttpContext, HttpContextToken } from '@angular/common/http'

/**
 * Marks a request that the interceptor leaves alone. The library's own calls carry it, which is why a 401 to one of
 * them can never start another.
 */
export const AUTH_CALL = new HttpContextToken<boolean>(() => false)

/** The context of the library's own calls. */
export function authCallContext(): HttpContext {
  return new HttpContext().set(AUTH_CALL, true)
}
