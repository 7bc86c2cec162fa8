import type { Profile } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import type { Writable } from 'node:stream'
import { type Refusal, refuse } from '../problem/refusal.ts'
import { EventStream } from './event-stream.ts'
import { LiveSession, type LiveSessionServices } from './live-session.ts'

/** How many live streams there may be. */
export interface EventsLimit {
  /** Of one user, over all sessions and tabs. Default 32. */
  mostPerUser: number
}

export const defaultEventsLimit: EventsLimit = { mostPerUser: 32 }

/** A place is free again when a page is closed; that cannot be foretold. In seconds. */
const tryAgainSeconds = 30

/** The streams that are open, each with the session it tells of. */
export class LiveStreams {
  readonly #services: LiveSessionServices
  readonly #mostPerUser: number
  readonly #open = new Map<string, Set<EventStream>>()
  #isClosed = false

  constructor(services: LiveSessionServices, { mostPerUser }: EventsLimit) {
    if (!Number.isInteger(mostPerUser) || mostPerUser < 1) {
      throw new Error(`coatcheck: events.mostPerUser must be a whole number from 1, not ${String(mostPerUser)}`)
    }
    this.#services = services
    this.#mostPerUser = mostPerUser
  }

  /** Opens a stream that ends with its session, with the response, or when the app shuts down. */
  open(caller: { user: Profile; session: SessionRecord }, response: Writable): EventStream | Refusal {
    // A request that was let in before the shutdown began must not hold it up.
    if (this.#isClosed) return refuse('unavailable', { retryAfterSeconds: 1 })
    const streams = this.#open.get(caller.user.id) ?? new Set()
    if (streams.size >= this.#mostPerUser) return refuse('too_many_requests', tooMany)
    const stream = new EventStream(response)
    this.#open.set(caller.user.id, streams.add(stream))
    const session = new LiveSession(
      caller,
      (name, data) => {
        stream.tell(name, data)
        if (name === 'session_ended') void stream.finish()
      },
      this.#services,
    )
    stream.once('close', () => {
      session.stop()
      streams.delete(stream)
      if (streams.size === 0) this.#open.delete(caller.user.id)
    })
    return stream
  }

  /** Ends all streams, for good. Resolves when their responses are over. */
  async close(): Promise<void> {
    this.#isClosed = true
    const streams = [...this.#open.values()].flatMap((ofOneUser) => [...ofOneUser])
    await Promise.all(streams.map((stream) => stream.finish()))
  }
}

const tooMany = { retryAfterSeconds: tryAgainSeconds, detail: 'Too many pages listen at once. Close some of them.' }
