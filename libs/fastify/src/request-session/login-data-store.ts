import type { SessionRecord } from '@coatcheck/stores'
import type { SessionStore as FastifySessionStore } from '@fastify/session'

type Data = Record<string, unknown>
type Keep = (session: SessionRecord, changed: Data) => Promise<boolean>

interface Open {
  /** Null for somebody who is not logged in: nothing is kept for them. */
  session: SessionRecord | null
  /** Each key as JSON, as it was when the request began. */
  before: Map<string, string>
}

/** What `@fastify/session` itself keeps in, or can do with, a session: as keys of data they would break it. */
export const reservedKeys: ReadonlySet<string> = new Set([
  ...['cookie', 'sessionId', 'encryptedSessionId', 'options', 'touch', 'regenerate', 'get', 'set', 'destroy'],
  ...['reload', 'save', 'isModified', 'isSaved', ...Object.getOwnPropertyNames(Object.prototype)],
])

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

  /** The number of requests under way. */
  get size(): number {
    return this.#open.size
  }

  /** Begins a request, or goes on with it as somebody else. */
  open(key: string, session: SessionRecord | null): void {
    this.#open.set(key, { session, before: new Map() })
  }

  /** Takes note of what the handler starts with. */
  remember(key: string, session: object): void {
    const open = this.#open.get(key)
    if (open !== undefined) open.before = snapshot(session)
  }

  /** Takes everything out of `request.session` that a handler or an earlier login put there. */
  empty(session: object | null): void {
    // Null after `destroy()`, whatever its type says: then there is nothing left to take out.
    if (session === null) return
    for (const key of snapshot(session).keys()) Reflect.deleteProperty(session, key)
  }

  /** Ends a request. What comes later is not kept. */
  close(key: string): void {
    this.#open.delete(key)
  }

  get(key: string, callback: (error: unknown, session?: never) => void): void {
    const data = Object.entries(this.#open.get(key)?.session?.data ?? {})
    // `@fastify/session` asks for its own type; it copies whatever keys there are.
    callback(null, Object.fromEntries(data.filter(([name]) => !reservedKeys.has(name))) as never)
  }

  set(key: string, session: object, callback: (error?: unknown) => void): void {
    const open = this.#open.get(key)
    let after: Map<string, string>
    try {
      after = snapshot(session)
    } catch (error) {
      // A cycle or a BigInt: no JSON. Thrown out of a hook it would end the process (L7).
      callback(error)
      return
    }
    const changed = difference(open?.before ?? after, after)
    const reserved = Object.keys(changed).find((name) => reservedKeys.has(name))
    if (reserved !== undefined) {
      callback(new TypeError(`"${reserved}" cannot be a key of request.session. Choose another name.`))
      return
    }
    if (!open?.session || Object.keys(changed).length === 0) {
      callback()
      return
    }
    this.#keep(open.session, changed).then(
      () => {
        open.before = after
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
  const entries = Object.entries(session as Data).filter(([key]) => key !== 'cookie')
  // What is no JSON at all, such as a function, is not data.
  return new Map(entries.map(toJson).filter(isText))
}

function toJson([key, value]: [string, unknown]): [string, string | undefined] {
  return [key, JSON.stringify(value)]
}

function isText(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined
}

function difference(before: Map<string, string>, after: Map<string, string>): Data {
  const changed: Data = {}
  for (const [key, json] of after) if (before.get(key) !== json) changed[key] = JSON.parse(json)
  for (const key of before.keys()) if (!after.has(key)) changed[key] = undefined
  return changed
}
