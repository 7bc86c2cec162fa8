/** What somebody was answered, and how long it took. */
export interface Answer {
  status: number
  headers: Headers
  /** Every `Set-Cookie`. */
  cookies: string[]
  /** JSON as it came; null for anything else. */
  body: Record<string, unknown> | null
  tookMs: number
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Somebody with a browser of their own, who reaches the API over the network. */
export class Visitor {
  readonly #url: string
  readonly #cookies = new Map<string, string>()

  /** `cookie` is what the browser has already: one name and its value. */
  constructor(url: string, cookie?: string) {
    this.#url = url
    if (cookie !== undefined) this.#keep(cookie)
  }

  /** The `Cookie` header that the browser sends. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** That of the session alone, as for somebody who has stolen it. */
  get sessionCookie(): string {
    return `sid=${this.#cookies.get('sid') ?? ''}`
  }

  async ask(method: Method, path: string, body?: object): Promise<Answer> {
    const begun = performance.now()
    const answer = await fetch(this.#url + path, {
      method,
      headers: { cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const tookMs = performance.now() - begun
    const cookies = answer.headers.getSetCookie()
    for (const cookie of cookies) this.#keep(cookie)
    const { status, headers } = answer
    const isJson = /json/.test(headers.get('content-type') ?? '')
    return { status, headers, cookies, body: isJson ? (JSON.parse(text) as Answer['body']) : null, tookMs }
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path)
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.ask('POST', path, body)
  }

  #keep(cookie: string): void {
    const [name = '', value = ''] = cookie.split(';', 1).join().split('=')
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
