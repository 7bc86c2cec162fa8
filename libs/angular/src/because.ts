import { HttpContextToken } from '@angular/common/http'

/**
 * Says, in the app's words, what a request is for: shown where the password is asked for before it may go on.
 *
 * @example
 * http.delete('/api/shop', { context: new HttpContext().set(BECAUSE, 'close your shop') })
 */
export const BECAUSE = new HttpContextToken<string | null>(() => null)
