import { DestroyRef, inject, Service } from '@angular/core'
import { AuthState } from './auth-state'
import { Curtain } from './curtain'
import { SessionExpiry } from './session-expiry'
import { StatusQuestions } from './status-questions'
import { injectTabName } from './tab-name'

/** A logout elsewhere is seen here within a second, however slow the server is. */
const patienceMilliseconds = 500

/** What a tab knows: whose session it is, which one and which profile, and when it ends. Empty: nobody's. */
type Hint = readonly unknown[]

/**
 * Tells the other tabs what this one has learned. Any script of this origin could say so, thus nobody takes it for
 * true: who knows something else asks the server. What was learned that way is told to nobody, so that one change is
 * one message and one question a tab, however many there are.
 */
@Service()
export class TabSync {
  readonly #state = inject(AuthState)
  readonly #questions = inject(StatusQuestions)
  readonly #expiry = inject(SessionExpiry)
  readonly #curtain = inject(Curtain)
  #known = this.#hint()

  constructor() {
    const channel = openChannel(injectTabName())
    if (!channel) return
    channel.onmessage = ({ data }) => {
      if (Array.isArray(data)) this.#hear(data)
    }
    let hasAnswer = this.#state.snapshot().status !== 'unknown'
    this.#state.changed$.subscribe((source) => {
      const before = this.#known
      this.#known = this.#hint()
      // The first answer is no news, unless the person logged in to get it.
      const isNews = source === 'here' || (source === 'server' && hasAnswer)
      hasAnswer = this.#state.snapshot().status !== 'unknown'
      if (isNews && this.#known.join() !== before.join()) channel.postMessage(this.#known)
    })
    inject(DestroyRef).onDestroy(() => channel.close())
  }

  #hear([userId, session, endsAt]: Hint): void {
    const [ownUserId, ownSession, ownEndsAt] = this.#known
    const isSamePerson = userId === ownUserId
    // Who is not about to warn asks before it does, and need not know before that the session lives longer.
    const isLonger = endsAt !== ownEndsAt && this.#expiry.isExpiring()
    if (isSamePerson && session === ownSession && !isLonger) return
    const answer = this.#questions.askAnew('tab')
    if (isSamePerson) answer.catch(() => undefined)
    else this.#waitFor(answer)
  }

  /** Nobody may look at the page of somebody who seems to have gone, nor without an answer. */
  #waitFor(answer: Promise<void>): void {
    const close = () => this.#curtain.close()
    const timer = setTimeout(close, patienceMilliseconds)
    void this.#curtain.openAfter(answer.catch(close).finally(() => clearTimeout(timer)))
  }

  #hint(): Hint {
    const snapshot = this.#state.snapshot()
    if (snapshot.status !== 'authenticated') return []
    const { userId, profile, session } = snapshot
    return [userId, `${session.id} ${profile.version}`, session.idleExpiresAt]
  }
}

/** Null where tabs cannot talk: in an old browser, or a private mode that forbids it. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
