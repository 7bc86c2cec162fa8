import type { Profile, SessionInfo } from '@coatcheck/contract'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type {} from '../augmentation.ts'

/** A browser in which a user is logged in, as far as `app.inject` can be one. */
export class TestSession {
  readonly #app: FastifyInstance
  #token: string
  /** Who is logged in. */
  readonly user: Profile
  /** The public id of the session, such as for `DELETE /auth/sessions/:id`. */
  readonly id: string

  constructor(app: FastifyInstance, { user, session }: { user: Profile; session: SessionInfo }, token: string) {
    this.#app = app
    this.#token = token
    this.user = user
    this.id = session.id
  }

  /** The `Cookie` header as it is now, for a request that something else sends; empty after a logout. */
  get cookie(): string {
    return this.#token === '' ? '' : `${this.#app.coatcheck.sessionCookie.name}=${this.#token}`
  }

  /**
   * Asks the app as a page of its own would, and keeps the cookie that it answers with: after a step-up the session
   * goes on, after a logout it is over. Headers of the caller's win, such as another `origin`.
   *
   * @example
   * await session.inject('/orders')
   * await session.inject({ method: 'POST', url: '/orders', payload: { coat: 'red' } })
   */
  async inject(request: string | InjectOptions): Promise<LightMyRequestResponse> {
    const { headers, ...options } = typeof request === 'string' ? { url: request } : request
    const { origin, sessionCookie } = this.#app.coatcheck
    const own = { host: new URL(origin).host, origin, 'sec-fetch-site': 'same-origin' }
    const cookie = this.#token === '' ? {} : { cookie: this.cookie }
    const answer = await this.#app.inject({ ...options, headers: { ...own, ...cookie, ...headers } })
    const set = answer.cookies.findLast(({ name }) => name === sessionCookie.name)
    if (set !== undefined) this.#token = set.value
    return answer
  }
}
