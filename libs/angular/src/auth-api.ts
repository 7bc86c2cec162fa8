import { HttpClient, HttpContext, type HttpResponse } from '@angular/common/http'
import { inject, Service } from '@angular/core'
import {
  authPaths,
  type ChangePassword,
  type DeviceSession,
  type Login,
  type ProfilePatch,
  type Reauthenticate,
  type Register,
} from '@coatcheck/contract'
import { firstValueFrom } from 'rxjs'
import { AuthError } from './auth-error'
import type { AuthSnapshot } from './auth-snapshot'
import { BECAUSE } from './because'
import { COATCHECK_CONFIG } from './coatcheck-config'
import type { Profile } from './profile'
import { SKIP_COATCHECK } from './skip-coatcheck'
import { toAuthError } from './to-auth-error'
import { toDeviceSessions } from './to-device-sessions'
import { toProfile, toSnapshot } from './to-snapshot'

/** The server answers within 2 s whatever hangs behind it; the rest is for a slow network. */
const timeout = 15_000

interface CallOptions {
  readonly body?: unknown
  readonly params?: Readonly<Record<string, string>>
  /** Nothing: the interceptor watches the call, as it watches the app's own. */
  readonly context?: HttpContext
}

/** The calls that the library makes, each rejecting with an `AuthError`. Knows nothing of state. */
@Service()
export class AuthApi {
  readonly #http = inject(HttpClient)
  readonly #prefix = inject(COATCHECK_CONFIG).prefix

  status(): Promise<AuthSnapshot> {
    return this.#read(toSnapshot, 'GET', authPaths.status, { params: { include: 'profile' }, context: exempt() })
  }

  register(body: Register): Promise<AuthSnapshot> {
    return this.#read(toSnapshot, 'POST', authPaths.register, { body, context: exempt() })
  }

  login(body: Login): Promise<AuthSnapshot> {
    return this.#read(toSnapshot, 'POST', authPaths.login, { body, context: exempt() })
  }

  logout(): Promise<void> {
    return this.#do('POST', authPaths.logout, { body: {}, context: exempt() })
  }

  extend(): Promise<AuthSnapshot> {
    return this.#read(toSnapshot, 'POST', authPaths.extend, { body: {} })
  }

  reauthenticate(body: Reauthenticate): Promise<AuthSnapshot> {
    return this.#read(toSnapshot, 'POST', authPaths.reauthenticate, { body })
  }

  updateProfile(body: ProfilePatch, because: string): Promise<Profile> {
    return this.#read(toProfile, 'PATCH', authPaths.me, { body, context: saying(because) })
  }

  changePassword(body: ChangePassword, because: string): Promise<void> {
    return this.#do('POST', authPaths.changePassword, { body, context: saying(because) })
  }

  deleteAccount(because: string): Promise<void> {
    return this.#do('DELETE', authPaths.me, { context: saying(because) })
  }

  listSessions(): Promise<DeviceSession[]> {
    return this.#read(toDeviceSessions, 'GET', authPaths.sessions)
  }

  endSession(id: string): Promise<void> {
    return this.#do('DELETE', `${authPaths.sessions}/${encodeURIComponent(id)}`)
  }

  endOtherSessions(): Promise<void> {
    return this.#do('DELETE', authPaths.sessions)
  }

  async #read<T>(
    toAnswer: (body: unknown) => T | null,
    method: string,
    path: string,
    options?: CallOptions,
  ): Promise<T> {
    const { body, status } = await this.#call(method, path, options)
    const answer = toAnswer(body)
    if (answer === null) throw new AuthError('unexpected', { httpStatus: status })
    return answer
  }

  async #do(method: string, path: string, options?: CallOptions): Promise<void> {
    const { status } = await this.#call(method, path, options)
    // A captive portal answers 200 to everything: only the 204 means that it happened.
    if (status !== 204) throw new AuthError('unexpected', { httpStatus: status })
  }

  async #call(method: string, path: string, options?: CallOptions): Promise<HttpResponse<unknown>> {
    const whole = { ...options, timeout, withCredentials: true, observe: 'response' } as const
    try {
      return await firstValueFrom(this.#http.request<unknown>(method, this.#prefix + path, whole))
    } catch (error) {
      throw toAuthError(error)
    }
  }
}

/** For calls whose 401 says nothing that is not known: the interceptor leaves them alone, so no loop can begin. */
function exempt(): HttpContext {
  return new HttpContext().set(SKIP_COATCHECK, true)
}

function saying(because: string): HttpContext {
  return new HttpContext().set(BECAUSE, because)
}
