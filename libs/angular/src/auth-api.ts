import { HttpClient, HttpContext, type HttpResponse } from '@angular/common/http'
import { inject, Service } from '@angular/core'
import type { authPaths } from '@coatcheck/contract'
import { AuthError } from './auth-error'
import { BECAUSE } from './because'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { SKIP_COATCHECK } from './skip-coatcheck'
import { toAuthError } from './to-auth-error'

/** The server answers within 2 s whatever hangs behind it; the rest is for a slow network. */
const timeout = 15_000

/** Written out where they are used: the names of the contract would travel to every browser, types do not. */
type AuthPath =
  | Exclude<(typeof authPaths)[keyof typeof authPaths], typeof authPaths.status>
  | `${typeof authPaths.sessions | typeof authPaths.identities | typeof authPaths.providers}/${string}`
  | typeof statusPath

/** The one question about who is logged in. */
export const statusPath = '/status?include=profile' satisfies `${typeof authPaths.status}?include=profile`

/** What goes with a call. */
export interface AuthCallOptions {
  readonly body?: unknown
  /** What the person is told if the password has to be asked for on the way. */
  readonly because?: string
}

/** Reads an answer, or says null when something else answered: a captive portal answers 200 to everything. */
export type AuthAnswerReader<T> = (body: unknown, httpStatus: number) => T | null

/** The library's way to the server. Knows nothing of state. */
@Service()
export class AuthApi {
  readonly #http = inject(HttpClient)
  readonly prefix = inject(COATCHECK_CONFIG).prefix

  /** Rejects with an `AuthError`. */
  async send<T>(method: string, path: AuthPath, read: AuthAnswerReader<T>, options: AuthCallOptions = {}): Promise<T> {
    // In doubt the interceptor asks: it must not doubt the answer to its own question.
    const context = new HttpContext().set(SKIP_COATCHECK, path === statusPath).set(BECAUSE, options.because ?? null)
    const whole = { ...options, context, timeout, withCredentials: true, observe: 'response' } as const
    let response = null as HttpResponse<unknown> | null
    try {
      await this.#http.request<unknown>(method, this.prefix + path, whole).forEach((given) => (response = given))
      const answer = response && read(response.body, response.status)
      if (answer === null) throw new AuthError('unexpected', { httpStatus: response?.status ?? 0 })
      return answer
    } catch (error) {
      throw toAuthError(error)
    }
  }
}

/** For what is answered with 204 and no body. */
export const toNothing: AuthAnswerReader<void> = (_body, httpStatus) => (httpStatus === 204 ? undefined : null)
