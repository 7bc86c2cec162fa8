import { cookieName } from './cookie-name.ts'
import { OwnCookie } from './own-cookie.ts'

/** The one session cookie. */
export class SessionCookie extends OwnCookie {
  constructor(publicUrl: URL, name?: string) {
    super(publicUrl, cookieName(publicUrl, name))
  }
}
