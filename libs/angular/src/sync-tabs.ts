import { DestroyRef, inject } from '@angular/core'
import { AuthState } from './auth-state'
import { Curtain } from './curtain'
import { SessionExpiry } from './session-expiry'
import { StatusQuestions } from './status-questions'
import { openTabChannel } from './tab-channel'
import { injectTabName } from './tab-name'

/** A logout elsewhere is seen here within a second, however slow the server is. */
const patienceMilliseconds = 500

/** Whose session it is, which one with which profile, and when it ends. */
type Hint = readonly [person: string, version: string, endsAt: string | undefined]

/**
 * Tells the other tabs what this one has learned. Any script of this origin could say so, thus nobody takes it for
 * true: who knows something else asks the server. What was learned that way is told to nobody, so that one change is
 * one message and one question a tab.
 */
export function syncTabs(): void {
  const channel = openTabChannel(injectTabName())
  if (!channel) return
  const state = inject(AuthState)
  const questions = inject(StatusQuestions)
  const expiry = inject(SessionExpiry)
  const curtain = inject(Curtain)
  inject(DestroyRef).onDestroy(() => channel.close())

  const hint = (): Hint => {
    const { status, userId, session, profile } = state.snapshot()
    return [userId ?? status, session ? session.id + profile.version : '', session?.idleExpiresAt]
  }

  let known = hint()
  // A document that came with somebody in it may be where a login at a provider has led. No tab asks that knows them.
  if (known[1]) channel.postMessage(known)
  state.changed$.subscribe((source) => {
    const before = known
    known = hint()
    // A first answer is no news, unless the person logged in to get it.
    const isNews = source === 'here' || (source === 'server' && before[0] !== 'unknown')
    if (isNews && before.join() !== known.join()) channel.postMessage(known)
  })

  channel.onmessage = ({ data }: MessageEvent<Partial<Hint> | null | undefined>) => {
    const isOther = data?.[0] !== known[0]
    // Before it warns, a tab asks anyway: only one that warns has to know that the session lives longer.
    const isLonger = data?.[2] !== known[2] && expiry.isExpiring()
    if (!isOther && data[1] === known[1] && !isLonger) return
    // Nobody may look at the page of somebody who seems to have gone, whether or not there is an answer.
    const close = () => {
      if (isOther) curtain.close()
    }
    const timer = setTimeout(close, patienceMilliseconds)
    const answer = questions.askAnew('tab').catch(close)
    void curtain.openAfter(answer.finally(() => clearTimeout(timer)))
  }
}
