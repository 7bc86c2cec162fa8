import { HttpClient } from '@angular/common/http'
import { inject, Service } from '@angular/core'
import { authPaths, type Login, type Register } from '@coatcheck/contract'
import { firstValueFrom, type Observable } from 'rxjs'
import { authCallContext } from './skip-coatcheck'
import { AuthError } from './auth-error'
import type { AuthSnapshot } from './auth-snapshot'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { toAuthError } from './to-auth-error'
import { toSnapshot } from './to-snapshot'

/** The server answers within 2 s whatever hangs behind it; the rest is for a slow network. */
const timeoutMilliseconds = 15_000

/** The calls that the library makes, each rejecting with an `AuthError`. Knows nothing of state. */
@Service()
export class AuthApi {
  readonly #http = inject(HttpClient)
  readonly #prefix = inject(COATCHECK_CONFIG).prefix

  status(): Promise<AuthSnapshot> {
    const url = this.#url('status')
    return known(this.#http.get<unknown>(url, { ...options(), params: { include: 'profile' } }))
  }

  register(input: Register): Promise<AuthSnapshot> {
    return known(this.#http.post<unknown>(this.#url('register'), input, options()))
  }

  login(input: Login): Promise<AuthSnapshot> {
    return known(this.#http.post<unknown>(this.#url('login'), input, options()))
  }

  async logout(): Promise<void> {
    const answer = await answered(this.#http.post(this.#url('logout'), {}, { ...options(), observe: 'response' }))
    // A captive portal answers 200 to everything: only the 204 means that the session is over.
    if (answer.status !== 204) throw new AuthError('unexpected', { httpStatus: answer.status })
  }

  #url(call: keyof typeof authPaths): string {
    return this.#prefix + authPaths[call]
  }
}

function options() {
  return { context: authCallContext(), timeout: timeoutMilliseconds, withCredentials: true }
}

async function known(answer$: Observable<unknown>): Promise<AuthSnapshot> {
  const snapshot = toSnapshot(await answered(answer$))
  if (!snapshot) throw new AuthError('unexpected', { httpStatus: 200 })
  return snapshot
}

async function answered<T>(answer$: Observable<T>): Promise<T> {
  try {
    return await firstValueFrom(answer$)
  } catch (error) {
    throw toAuthError(error)
  }
}
