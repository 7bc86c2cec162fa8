import { expect, vi } from 'vitest'
import type { WatchedApi } from '../start-watched-api.ts'
import { type Answer, Visitor } from '../visitor.ts'
import type { Question } from './trouble.ts'

const password = 'lend-me-your-coat'
let accounts = 0

/** Somebody with an account, who is logged in here and there. */
export class Ada {
  readonly #api: WatchedApi
  readonly #email: string
  /** Where she goes on. */
  readonly here: Visitor
  /** Where she steps up, and where she logs out. */
  readonly #steppingUp: Visitor
  readonly #leaving: Visitor
  /** The session cookies of where she has logged out, and of where she will. */
  readonly gone: string
  readonly left: string

  private constructor(api: WatchedApi, email: string, visitors: [Visitor, Visitor, Visitor], gone: string) {
    this.#api = api
    this.#email = email
    ;[this.here, this.#steppingUp, this.#leaving] = visitors
    this.gone = gone
    this.left = this.#leaving.sessionCookie
  }

  static async register(api: WatchedApi): Promise<Ada> {
    const email = `ada-${String(++accounts)}@example.org`
    const here = await enter(api, '/auth/register', { name: 'Ada Lovelace', email, password })
    const logIn = () => enter(api, '/auth/login', { email, password })
    const [steppingUp, leaving, going] = [await logIn(), await logIn(), await logIn()]
    const gone = going.sessionCookie
    expect((await going.post('/auth/logout')).status).toBe(204)
    return new Ada(api, email, [here, steppingUp, leaving], gone)
  }

  logIn(): Promise<Answer> {
    return new Visitor(this.#api.url).post('/auth/login', { email: this.#email, password })
  }

  logOut(): Promise<Answer> {
    return this.#leaving.post('/auth/logout')
  }

  /** Somebody else makes an account: the same one every time. */
  registerFriend(): Promise<Answer> {
    const friend = { name: 'Grace Hopper', email: `grace-${this.#email}`, password }
    return new Visitor(this.#api.url).post('/auth/register', friend)
  }

  /** What `/auth/me` says to a session cookie. */
  me(sessionCookie: string): Promise<Answer> {
    return new Visitor(this.#api.url, sessionCookie).get('/auth/me')
  }

  /** Asks everything at once. */
  async askAll(): Promise<Record<Question, Answer>> {
    const asked: Record<Question, Promise<Answer>> = {
      page: this.here.get('/'),
      readyz: new Visitor(this.#api.url).get('/readyz'),
      me: this.here.get('/auth/me'),
      status: this.here.get('/auth/status'),
      extend: this.here.post('/auth/session/extend'),
      'step up': this.#steppingUp.post('/auth/session/reauthenticate', { password }),
      login: this.logIn(),
      register: this.registerFriend(),
      logout: this.logOut(),
    }
    const answers = Object.entries(asked).map(async ([question, answer]) => [question, await answer] as const)
    return Object.fromEntries(await Promise.all(answers)) as Record<Question, Answer>
  }
}

/** A busy machine may need more than one try, before anything is amiss. */
async function enter(api: WatchedApi, path: string, body: object): Promise<Visitor> {
  const visitor = new Visitor(api.url)
  await vi.waitFor(async () => expect((await visitor.post(path, body)).status).toBeLessThan(300), { timeout: 10_000 })
  return visitor
}
