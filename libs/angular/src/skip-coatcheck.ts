import { HttpContextToken } from '@angular/common/http'

/**
 * Marks a request that the interceptor leaves alone: no cookie is added, and nothing is learned from its answer. The
 * library's own questions carry it too, which is why a 401 to one of them can never start another.
 *
 * @example
 * http.get('/api/weather', { context: new HttpContext().set(SKIP_COATCHECK, true) })
 */
export const SKIP_COATCHECK = new HttpContextToken<boolean>(() => false)
