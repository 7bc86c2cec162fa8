import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Answer, Visitor } from '../visitor.ts'

export const [password, newPassword] = ['lend-me-your-coat', 'a-coat-of-another-colour']

/** Somebody with an account, who looks at it on the node that lives on. */
export class Person {
  readonly #url: string
  readonly email = `${randomUUID()}@example.org`

  constructor(url: string) {
    this.#url = url
  }

  /** Makes the account. Tells the session cookie. */
  async register(): Promise<string> {
    const { visitor, status } = await this.tryToRegister()
    expect(status).toBe(201)
    return visitor.sessionCookie
  }

  async tryToRegister(url = this.#url): Promise<Answer & { visitor: Visitor }> {
    const visitor = new Visitor(url)
    return { ...(await visitor.post('/auth/register', { name: 'Ada', email: this.email, password })), visitor }
  }

  /** One more session. Tells its cookie. */
  async logIn(): Promise<string> {
    const visitor = new Visitor(this.#url)
    expect((await visitor.post('/auth/login', { email: this.email, password })).status).toBe(200)
    return visitor.sessionCookie
  }

  /** The status of a login with this password. */
  async tryToLogIn(typed: string): Promise<number> {
    return (await new Visitor(this.#url).post('/auth/login', { email: this.email, password: typed })).status
  }

  /** The session of a cookie after a step-up. Tells its new cookie. */
  async stepUp(cookie: string): Promise<string> {
    const visitor = new Visitor(this.#url, cookie)
    expect((await visitor.post('/auth/session/reauthenticate', { password })).status).toBe(200)
    return visitor.sessionCookie
  }

  /** Whether a session cookie opens anything. */
  async isLive(cookie: string): Promise<boolean> {
    const { status } = await new Visitor(this.#url, cookie).get('/auth/me')
    expect([200, 401]).toContain(status)
    return status === 200
  }

  /** The ids of all sessions, as the holder of one of them sees them. */
  async sessions(cookie: string): Promise<string[]> {
    const { body } = await new Visitor(this.#url, cookie).get('/auth/sessions')
    return (body as { sessions: { id: string }[] }).sessions.map(({ id }) => id).toSorted()
  }
}
