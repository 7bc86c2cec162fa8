import { type EndReason, endReasons, type SessionInfo } from '@coatcheck/contract'
import type { SessionRecord, SessionStore } from '@coatcheck/stores'
import type { Clock } from './clock.ts'
import { type Lifetimes, reasonKeptMs, touchIntervalMs } from './lifetimes.ts'
import { createPublicId, createSessionToken, hashSessionToken, isSessionToken } from './session-token.ts'

/** What the tokens of a request turned out to be. */
export type FoundLogin = { live: true; session: SessionRecord } | { live: false; reason: EndReason | null }

export interface SessionsOptions {
  store: SessionStore
  clock: Clock
  lifetimes: Lifetimes
  /** Told about rows that cannot be read and activity that cannot be written; neither stops a request. */
  warn: (details: object, message: string) => void
}

/** A header with more session cookies than this was not sent by a browser of good will. */
const mostTokens = 16

/** The rules of sessions: when they begin, live and end. Knows neither HTTP nor SQL. */
export class Sessions {
  readonly #store: SessionStore
  readonly #clock: Clock
  readonly #lifetimes: Lifetimes
  readonly #warn: SessionsOptions['warn']
  readonly #touching = new Set<string>()

  constructor({ store, clock, lifetimes, warn }: SessionsOptions) {
    this.#store = store
    this.#clock = clock
    this.#lifetimes = lifetimes
    this.#warn = warn
  }

  /** Begins a session with a token of its own (ASVS 7.2.4). The token is told here and never again. */
  async begin(userId: string, { methods, persistent }: { methods: string[]; persistent: boolean }) {
    const now = this.#clock()
    const { idleMs, absoluteMs } = this.#limits(persistent)
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
      data: {},
    }
    await this.#store.create(session)
    return { token, session }
  }

  /**
   * Finds the session that the tokens of a request open. Of several tokens the single live one counts;
   * two live ones open nothing, for somebody may have planted one of them.
   */
  async find(tokens: readonly string[]): Promise<FoundLogin> {
    const candidates = distinct(tokens).slice(0, mostTokens)
    const found = await Promise.all(candidates.map((token) => this.#findOne(token)))
    const live = found.filter((one) => one.live)
    if (live.length === 1 && live[0] !== undefined) return live[0]
    const reasons = found.flatMap((one) => (one.live || one.reason === null ? [] : [one.reason]))
    return { live: false, reason: reasons[0] ?? null }
  }

  /** Moves the idle expiry on, but only when the last time was long enough ago. Never fails and never waits. */
  recordActivity(session: SessionRecord): void {
    const now = this.#clock()
    const { idleMs } = this.#limits(session.persistent)
    if (now - session.lastSeenAt < touchIntervalMs(idleMs) || this.#touching.has(session.tokenHash)) return
    const idleExpiresAt = Math.min(now + idleMs, session.absoluteExpiresAt)
    this.#touching.add(session.tokenHash)
    void this.#store
      .update(session.tokenHash, { lastSeenAt: now, idleExpiresAt }, now)
      .catch((error: unknown) => {
        this.#warn({ err: error, sessionId: session.id }, 'The activity of a session could not be written')
      })
      .finally(() => this.#touching.delete(session.tokenHash))
  }

  /** Keeps changed keys of `request.session`, if the session still lives. Tells whether it did. */
  async keepData(session: SessionRecord, changed: Record<string, unknown>): Promise<boolean> {
    return this.#store.update(session.tokenHash, { data: changed }, this.#clock())
  }

  /**
   * Ends the sessions of all these tokens for ever. Tokens that open nothing are no error, and however many of
   * them come before it, the one that does is ended (L3). Nothing is written for a token that is unknown.
   */
  async end(tokens: readonly string[], reason: EndReason): Promise<void> {
    const now = this.#clock()
    const hashes = distinct(tokens).map(hashSessionToken)
    const found = await Promise.all(hashes.map((hash) => this.#store.find(hash)))
    const kept = hashes.filter((_, index) => found[index] !== null && found[index]?.state !== 'ended')
    await Promise.all(kept.map((hash) => this.#store.end(hash, reason, now, now + reasonKeptMs)))
  }

  /** What the browser may know about a session. */
  describe(session: SessionRecord): SessionInfo {
    const expiresAt = Math.min(session.idleExpiresAt, session.absoluteExpiresAt)
    return {
      id: session.id,
      createdAt: new Date(session.createdAt).toISOString(),
      authenticatedAt: new Date(session.authenticatedAt).toISOString(),
      methods: session.methods,
      idleExpiresAt: new Date(session.idleExpiresAt).toISOString(),
      absoluteExpiresAt: new Date(session.absoluteExpiresAt).toISOString(),
      expiresInSeconds: Math.max(0, Math.floor((expiresAt - this.#clock()) / 1000)),
      warnBeforeSeconds: this.#lifetimes.warnBeforeSeconds,
      persistent: session.persistent,
      reauthenticatedUntil: null,
    }
  }

  async #findOne(token: string): Promise<FoundLogin> {
    const found = await this.#store.find(hashSessionToken(token))
    if (found === null) return { live: false, reason: null }
    if (found.state === 'ended') return this.#dead(toEndReason(found.reason), found.endedAt)
    if (found.state === 'unreadable') {
      this.#warn({ problem: found.problem }, 'A session cannot be read; whoever holds its token is not logged in')
      return { live: false, reason: null }
    }
    const { session } = found
    const now = this.#clock()
    if (now >= session.absoluteExpiresAt) return this.#dead('absolute_timeout', session.absoluteExpiresAt)
    if (now >= session.idleExpiresAt) return this.#dead('idle_timeout', session.idleExpiresAt)
    return { live: true, session }
  }

  /** The reason is told to somebody who just lost the session, not to whoever finds the token much later. */
  #dead(reason: EndReason | null, endedAt: number): FoundLogin {
    return { live: false, reason: this.#clock() - endedAt < reasonKeptMs ? reason : null }
  }

  #limits(persistent: boolean) {
    const { idleSeconds, absoluteSeconds, rememberedIdleSeconds, rememberedAbsoluteSeconds } = this.#lifetimes
    return persistent
      ? { idleMs: rememberedIdleSeconds * 1000, absoluteMs: rememberedAbsoluteSeconds * 1000 }
      : { idleMs: idleSeconds * 1000, absoluteMs: absoluteSeconds * 1000 }
  }
}

function toEndReason(text: string): EndReason | null {
  return endReasons.find((reason) => reason === text) ?? null
}

/** A token that was sent twice is one token. */
function distinct(tokens: readonly string[]): string[] {
  return [...new Set(tokens.filter(isSessionToken))]
}
