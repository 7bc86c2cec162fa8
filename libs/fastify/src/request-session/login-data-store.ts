import type { SessionRecord } from '@coatcheck/stores'
import type { SessionStore as FastifySessionStore } from '@fastify/session'

type Data = Record<string, unknown>
type Keep = (session: SessionRecord, changed: Data) => Promise<boolean>

interface Open {
  session: SessionRecord
  /** Each key as JSON, as it was when the request began. */
  before: Map<string, string>
}

/**
 * The store that `@fastify/session` believes in. It holds the data of the logins of requests that are under
 * way, each under a key that lives as long as the request, and passes on what a handler changed.
 */
export class LoginDataStore implements FastifySessionStore {
  readonly #keep: Keep
  readonly #open = new Map<string, Open>()

  constructor(keep: Keep) {
    this.#keep = keep
  }

  /** Begins a request of somebody who is logged in. */
  open(key: string, session: SessionRecord): void {
    this.#open.set(key, { session, before: new Map() })
  }

  /** Takes note of what the handler starts with. */
  remember(key: string, session: object): void {
    const open = this.#open.get(key)
    if (open !== undefined) open.before = snapshot(session)
  }

  /** Ends a request. What comes later is not kept. */
  close(key: string | undefined): void {
    if (key !== undefined) this.#open.delete(key)
  }

  get(key: string, callback: (error: unknown, session?: never) => void): void {
    const data = this.#open.get(key)?.session.data
    // `@fastify/session` asks for its own type; it copies whatever keys there are.
    callback(null, (data === undefined ? null : { ...data }) as never)
  }

  set(key: string, session: object, callback: (error?: unknown) => void): void {
    const open = this.#open.get(key)
    const changed = open === undefined ? {} : difference(open.before, snapshot(session))
    if (open === undefined || Object.keys(changed).length === 0) {
      callback()
      return
    }
    this.#keep(open.session, changed).then(
      () => {
        open.before = snapshot(session)
        callback()
      },
      (error: unknown) => {
        callback(error)
      },
    )
  }

  /** `request.session.destroy()` empties the data. It does not log out: that is `request.auth.logOut()`. */
  destroy(key: string, callback: (error?: unknown) => void): void {
    this.set(key, {}, callback)
  }
}

/** The keys that a handler put there, each as JSON; the cookie belongs to `@fastify/session`. */
function snapshot(session: object): Map<string, string> {
  const entries = Object.entries(session).filter(([key, value]) => key !== 'cookie' && value !== undefined)
  return new Map(entries.map(([key, value]) => [key, JSON.stringify(value)]))
}

function difference(before: Map<string, string>, after: Map<string, string>): Data {
  const changed: Data = {}
  for (const [key, json] of after) if (before.get(key) !== json) changed[key] = JSON.parse(json)
  for (const key of before.keys()) if (!after.has(key)) changed[key] = undefined
  return changed
}
