import type { EndReason, SessionInfo } from '@coatcheck/contract'
import type { EndedSession, Ending, SessionRecord, SessionSelection } from '@coatcheck/stores'
import { describeSession } from './describe-session.ts'
import type { Device } from './device.ts'
import type { Feed } from './feed.ts'
import { findEnd, findSession, type FoundLogin } from './find-session.ts'
import { limitsOf, reasonKeptMs, touchIntervalMs } from './lifetimes.ts'
import type { SessionLimit } from './session-limit.ts'
import type { SessionRules } from './session-rules.ts'
import { createPublicId, createSessionToken, distinctTokens, hashSessionToken } from './session-token.ts'

export interface SessionsOptions extends SessionRules {
  limit: SessionLimit
  feed: Feed
}

/** How a session begins. */
export interface Beginning {
  methods: string[]
  persistent: boolean
  device: Device
  /** The tokens that the browser had before: their sessions end. */
  replaces: readonly string[]
}

/** A session and the token that opens it. The token is told here and never again. */
export interface OpenSession {
  token: string
  session: SessionRecord
}

/** The rules of sessions: when they begin, live and end. Knows neither HTTP nor SQL. */
export class Sessions {
  readonly #rules: SessionsOptions
  readonly #touching = new Set<string>()

  constructor(rules: SessionsOptions) {
    this.#rules = rules
  }

  /**
   * Begins a session with a token of its own (ASVS 7.2.4). In the same breath the session that the browser had is
   * over, and the user's oldest one when there are too many; null when those are to stay and there is no room.
   */
  async begin(userId: string, { methods, persistent, device, replaces }: Beginning): Promise<OpenSession | null> {
    const { store, clock, lifetimes, limit } = this.#rules
    const now = clock()
    const { idleMs, absoluteMs } = limitsOf(lifetimes, persistent)
    const token = createSessionToken()
    const session: SessionRecord = {
      tokenHash: hashSessionToken(token),
      id: createPublicId('ses'),
      userId,
      createdAt: now,
      authenticatedAt: now,
      reauthenticatedAt: null,
      lastSeenAt: now,
      idleExpiresAt: now + Math.min(idleMs, absoluteMs),
      absoluteExpiresAt: now + absoluteMs,
      persistent,
      methods,
      ...device,
      data: {},
    }
    const tokenHashes = distinctTokens(replaces).map(hashSessionToken)
    await this.#endOverdue(userId, now)
    const { created, ended } = await store.create(session, {
      replaced: { tokenHashes, ending: this.ending('logged_out') },
      limit: { most: limit.most, ending: limit.whenFull === 'refuse' ? null : this.ending('session_limit') },
    })
    this.announceEnd(ended)
    return created ? { token, session } : null
  }

  /** Finds the session that the tokens of a request open. */
  async find(tokens: readonly string[]): Promise<FoundLogin> {
    return findSession(tokens, this.#rules)
  }

  /** The live sessions of a user, the one seen last first. */
  async list(userId: string): Promise<SessionRecord[]> {
    const now = this.#rules.clock()
    const kept = await this.#rules.store.list(userId)
    return kept
      .filter((session) => findEnd(session, this.#rules, now) === null)
      .toSorted((one, other) => other.lastSeenAt - one.lastSeenAt)
  }

  /** Moves the idle expiry on, but only when the last time was long enough ago. Never fails and never waits. */
  recordActivity(session: SessionRecord, device: Device): void {
    const { clock, lifetimes, warn } = this.#rules
    const { idleMs } = limitsOf(lifetimes, session.persistent)
    if (clock() - session.lastSeenAt < touchIntervalMs(idleMs) || this.#touching.has(session.id)) return
    this.#touching.add(session.id)
    void this.extend(session, device)
      .catch((error: unknown) => {
        warn({ err: error, sessionId: session.id }, 'The activity of a session could not be written')
      })
      .finally(() => this.#touching.delete(session.id))
  }

  /** Moves the idle expiry on now, never past the absolute one. Null when the session is over. */
  async extend(session: SessionRecord, device: Device): Promise<SessionRecord | null> {
    const { store, clock, lifetimes } = this.#rules
    const now = clock()
    const { idleMs } = limitsOf(lifetimes, session.persistent)
    const idleExpiresAt = Math.max(session.idleExpiresAt, Math.min(now + idleMs, session.absoluteExpiresAt))
    const change = { lastSeenAt: now, idleExpiresAt, ...device }
    if (!(await store.update(session.id, change, now))) return null
    this.announceChange(session)
    return { ...session, ...change }
  }

  /**
   * Gives the same session a new token: at step-up and whenever the user's privileges change (ASVS 7.2.4). The old
   * token is dead at once. Null when the session is over.
   */
  async rotate(session: SessionRecord, { reauthenticated }: { reauthenticated: boolean }): Promise<OpenSession | null> {
    const { store, clock } = this.#rules
    const now = clock()
    const token = createSessionToken()
    const tokenHash = hashSessionToken(token)
    const reauthenticatedAt = reauthenticated ? now : null
    const rotation = { tokenHash, at: now, reauthenticatedAt, forgetAt: now + reasonKeptMs }
    if (!(await store.rotate(session.tokenHash, rotation))) return null
    this.announceChange(session)
    return {
      token,
      session: { ...session, tokenHash, reauthenticatedAt: reauthenticatedAt ?? session.reauthenticatedAt },
    }
  }

  /** Keeps changed keys of `request.session`, if the session still lives. Tells whether it did. */
  async keepData(session: SessionRecord, changed: Record<string, unknown>): Promise<boolean> {
    return this.#rules.store.update(session.id, { data: changed }, this.#rules.clock())
  }

  /**
   * Ends the sessions of all these tokens for ever. Tokens that open nothing are no error, and however many of
   * them come before it, the one that does is ended (L3). Nothing is written for a token that is unknown.
   *
   * None is looked up before: one that opens nothing just now, because a cache has lost its session, may do so again.
   */
  async end(tokens: readonly string[], reason: EndReason): Promise<void> {
    const tokenHashes = distinctTokens(tokens).map(hashSessionToken)
    if (tokenHashes.length > 0) await this.#end({ tokenHashes }, reason)
  }

  /** Ends the session with a public id, if it is this user's. Tells whether there was one. */
  async endOne(userId: string, id: string, reason: EndReason): Promise<boolean> {
    return (await this.#end({ userId, id }, reason)) > 0
  }

  /** Ends all sessions of a user, or all but one. Tells how many there were. */
  async endAll(
    userId: string,
    reason: EndReason,
    { exceptId = null }: { exceptId?: string | null } = {},
  ): Promise<number> {
    // A number, from code without types, would match no row: nothing ended, and nobody told.
    if (typeof userId !== 'string') throw new TypeError('coatcheck: the id of a user must be a string.')
    return this.#end({ userId, exceptId }, reason)
  }

  /** How a session ends now for this reason, for stores that end sessions together with something else. */
  ending(reason: EndReason): Ending {
    const now = this.#rules.clock()
    return { reason, at: now, forgetAt: now + reasonKeptMs }
  }

  /** Tells open pages which sessions a store has ended together with something else. */
  announceEnd(ended: readonly EndedSession[]): void {
    for (const { id, userId, reason } of ended) {
      this.#rules.feed.publish({ kind: 'session_ended', userId, sessionId: id, reason: reason as EndReason })
    }
  }

  /** Tells open pages that a session lives longer, or goes on under a new token. */
  announceChange({ userId, id }: SessionRecord): void {
    this.#rules.feed.publish({ kind: 'session_changed', userId, sessionId: id })
  }

  /** What the browser may know about a session. */
  describe(session: SessionRecord): SessionInfo {
    return describeSession(session, this.#rules.lifetimes, this.#rules.clock())
  }

  /**
   * A store counts a session as live until the end that was written down. One that is over sooner, by a lifetime that
   * was shortened since or made by a clock gone wrong, must not take up the room of others (FI-10).
   */
  async #endOverdue(userId: string, now: number): Promise<void> {
    const { store } = this.#rules
    for (const session of await store.list(userId)) {
      const end = findEnd(session, this.#rules, now)
      if (end === null || now >= Math.min(session.idleExpiresAt, session.absoluteExpiresAt)) continue
      await store.end({ userId, id: session.id }, { ...this.ending(end.reason), at: end.at })
    }
  }

  async #end(which: SessionSelection, reason: EndReason): Promise<number> {
    const ended = await this.#rules.store.end(which, this.ending(reason))
    this.announceEnd(ended)
    return ended.length
  }
}
