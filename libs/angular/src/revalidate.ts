import { DestroyRef, DOCUMENT, inject } from '@angular/core'
import { AuthState } from './auth-state'
import { Curtain } from './curtain'
import { StatusQuestions } from './status-questions'

/** Somebody who leafs through their tabs does not ask at each of them. */
const freshMilliseconds = 10_000

/**
 * Asks again when a page may have missed something: it was in the background, offline, or kept by the browser for
 * "Back". A kept page is hidden while it leaves and not when it comes back, since browsers show what they kept before
 * any script runs. Chromium may still draw its old picture once, if the page is too busy to hide in time; but a page
 * that hears of a logout while it is kept, through the channel of `syncTabs`, it forgets altogether.
 */
export function revalidate(): void {
  const document = inject(DOCUMENT)
  const state = inject(AuthState)
  const questions = inject(StatusQuestions)
  const curtain = inject(Curtain)
  const end = new AbortController()
  inject(DestroyRef).onDestroy(() => end.abort())

  let answeredAt = Date.now()
  state.changed$.subscribe(() => (answeredAt = Date.now()))
  const ask = () => void questions.ask().catch(() => undefined)

  document.addEventListener(
    'visibilitychange',
    () => {
      // Backwards too: an answer is not fresh because the clock was put back.
      const isOld = state.snapshot().isStale || Math.abs(Date.now() - answeredAt) > freshMilliseconds
      if (isOld && document.visibilityState === 'visible') ask()
    },
    end,
  )
  const view = document.defaultView
  view?.addEventListener('online', ask, end)
  view?.addEventListener(
    'pagehide',
    ({ persisted }) => {
      if (!persisted) return
      curtain.close()
      // It is looked at a moment before it is shown again, and one question is enough.
      answeredAt = NaN
    },
    end,
  )
  view?.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) void curtain.openAfter(questions.askAnew())
    },
    end,
  )
}
