import type { EndReason, LiveEvents, Profile } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import { randomInt } from 'node:crypto'
import { describeSession } from '../sessions/describe-session.ts'
import type { Feed } from '../sessions/feed.ts'
import { endOf, findAgain } from '../sessions/find-session.ts'
import type { News } from '../sessions/news.ts'
import type { SessionRules } from '../sessions/session-rules.ts'
import type { People } from '../users/people.ts'
import { Alarm } from './alarm.ts'
import { oneAtATime } from './one-at-a-time.ts'

export interface LiveSessionServices {
  rules: SessionRules
  people: Pick<People, 'findById'>
  feed: Feed
}

/** Told of what happens; `session_ended` comes last. */
export type Tell = <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void

/** While a store is in trouble it is asked again so often: unknown is not logged out (L2). */
const askAgainMs = 2000

/** Asked so often also when nothing was heard: another process may have ended the session and not have told this one. */
const askUnaskedMs = 30_000

/**
 * Tells what happens to one session and its user. News and the clock are only reasons to ask the stores again: what
 * they say now, compared with what was told before, is what is told.
 */
export class LiveSession {
  readonly #services: LiveSessionServices
  readonly #tell: Tell
  readonly #unsubscribe: () => void
  readonly #alarm: Alarm
  readonly #ask = oneAtATime(() => this.#catchUp())
  #session: SessionRecord
  #endsAt: number
  #profileVersion: string
  #hasWarned = false
  #saidReason: EndReason | null = null
  #isInTrouble = false
  #isStopped = false

  constructor({ user, session }: { user: Profile; session: SessionRecord }, tell: Tell, services: LiveSessionServices) {
    const { rules, feed } = services
    this.#services = services
    this.#tell = tell
    this.#session = session
    this.#endsAt = endOf(session, rules.lifetimes)
    this.#profileVersion = user.version
    this.#alarm = new Alarm(rules.clock, this.#ask)
    // First listen, then ask: what happened before is in the answer, what happens from now on is heard.
    this.#unsubscribe = feed.subscribe(user.id, (news) => {
      this.#hear(news)
    })
    this.#ask()
  }

  /** Lets go of feed and clock; nothing is told any more. */
  stop(): void {
    this.#isStopped = true
    this.#unsubscribe()
    this.#alarm.turnOff()
  }

  #hear(news: News): void {
    if (news.kind !== 'user_changed' && news.sessionId !== this.#session.id) return
    if (news.kind === 'session_ended') this.#saidReason = news.reason
    this.#ask()
  }

  async #catchUp(): Promise<void> {
    if (this.#isStopped) return
    const { clock, warn } = this.#services.rules
    try {
      await this.#tellWhatIsNew()
      this.#isInTrouble = false
    } catch (error) {
      if (!this.#isInTrouble) warn({ err: error, sessionId: this.#session.id }, 'Live events wait for a dependency')
      this.#isInTrouble = true
      this.#alarm.set(clock() + within(askAgainMs))
    }
  }

  async #tellWhatIsNew(): Promise<void> {
    const { rules, people } = this.#services
    const found = await findAgain(this.#session, rules)
    const user = found.live ? await people.findById(found.session.userId) : null
    if (!found.live) this.#end(found.reason ?? this.#saidReason)
    else if (user === null) this.#end('account_deleted')
    else {
      this.#session = found.session
      this.#tellOfProfile(user)
      this.#tellOfEnd()
    }
  }

  #end(reason: EndReason | null): void {
    this.#tell('session_ended', { reason })
    this.stop()
  }

  #tellOfProfile({ version }: Profile): void {
    if (version === this.#profileVersion) return
    this.#profileVersion = version
    this.#tell('profile_changed', { profileVersion: version })
  }

  /** Whether it lives longer than was told, or is about to end. */
  #tellOfEnd(): void {
    const { lifetimes, clock } = this.#services.rules
    const endsAt = endOf(this.#session, lifetimes)
    const session = describeSession(this.#session, lifetimes, clock())
    if (endsAt > this.#endsAt) {
      this.#hasWarned = false
      this.#tell('session_extended', { session })
    }
    this.#endsAt = endsAt
    const warnAt = endsAt - lifetimes.warnBeforeSeconds * 1000
    if (!this.#hasWarned && clock() >= warnAt) {
      this.#hasWarned = true
      this.#tell('session_expiring', { expiresInSeconds: session.expiresInSeconds })
    }
    this.#alarm.set(Math.min(this.#hasWarned ? endsAt : warnAt, clock() + within(askUnaskedMs)))
  }
}

/** After an outage all streams would ask in the same two seconds, and half a minute later again, for ever. */
function within(ms: number): number {
  return randomInt(ms / 2, ms + 1)
}
