import { parseSetCookie } from 'cookie'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { ada, publicUrl } from './test-app.ts'

type Headers = Record<string, string>

/** A browser on the app's own pages: it keeps cookies and says where its requests come from. */
export class Browser {
  readonly #app: FastifyInstance
  readonly cookies = new Map<string, string>()
  /** The address that its requests come from; a laptop moves. */
  from = '127.0.0.1'

  readonly #headers: Headers

  /** `headers` go with every request, such as a user agent. */
  constructor(app: FastifyInstance, headers: Headers = {}) {
    this.#app = app
    this.#headers = headers
  }

  /**
   * Another tab, or whoever has stolen the cookies: the same cookies as now, changed by nothing that happens here.
   * `app` is the node that it turns to.
   */
  copy(app: FastifyInstance = this.#app): Browser {
    const copy = new Browser(app, this.#headers)
    copy.from = this.from
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  get(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', url, undefined, headers)
  }

  post(url: string, body: object = {}, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('POST', url, body, headers)
  }

  register(user: object = ada): Promise<LightMyRequestResponse> {
    return this.post('/auth/register', user)
  }

  logIn(fields: object = {}): Promise<LightMyRequestResponse> {
    return this.post('/auth/login', { email: ada.email, password: ada.password, ...fields })
  }

  /** Proves once more who it is: the session goes on under a new token. */
  stepUp(): Promise<LightMyRequestResponse> {
    return this.post('/auth/session/reauthenticate', { password: ada.password })
  }

  async send(
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
    url: string,
    body?: object,
    headers: Headers = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.#app.inject({
      method,
      url,
      remoteAddress: this.from,
      headers: {
        host: new URL(publicUrl).host,
        origin: publicUrl,
        'sec-fetch-site': 'same-origin',
        ...this.#headers,
        ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const header of setCookies(answer)) this.#keep(header)
    return answer
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(header: string): void {
    const { name, value = '', maxAge } = parseSetCookie(header)
    if (maxAge === 0) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** Every `Set-Cookie` of an answer. */
export function setCookies({ headers }: LightMyRequestResponse): string[] {
  return [headers['set-cookie'] ?? []].flat()
}

/** A program that is no browser and keeps no cookies, such as curl. */
export function curl(app: FastifyInstance) {
  const headers = { host: new URL(publicUrl).host }
  return (method: 'GET' | 'POST' | 'PUT', url: string, body?: object, more: Headers = {}) =>
    app.inject({ method, url, headers: { ...headers, ...more }, ...(body === undefined ? {} : { payload: body }) })
}
