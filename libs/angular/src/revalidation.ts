import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core'
import { AuthState } from './auth-state'
import { Curtain } from './curtain'
import { StatusQuestions } from './status-questions'

/** Somebody who leafs through their tabs does not ask at each of them. */
const freshMilliseconds = 10_000

/**
 * Asks again when a page may have missed something: it was in the background, offline, or kept by the browser for
 * "Back". A kept page is hidden while it leaves, not when it comes back: browsers show what they kept before any
 * script runs. (Chromium draws that picture once more only if the page is too busy to hide in time. It forgets a page
 * altogether when another tab tells of a logout, since the channel of `TabSync` stays open.)
 */
@Service()
export class Revalidation {
  constructor() {
    const document = inject(DOCUMENT)
    const questions = inject(StatusQuestions)
    const curtain = inject(Curtain)
    const end = new AbortController()
    const { signal } = end
    inject(DestroyRef).onDestroy(() => end.abort())

    let answeredAt = Date.now()
    inject(AuthState).changed$.subscribe(() => (answeredAt = Date.now()))
    const ask = () => void questions.ask().catch(() => undefined)
    const askIfOld = () => {
      // A clock that was put back must not make an old answer a fresh one.
      const isFresh = Math.abs(Date.now() - answeredAt) < freshMilliseconds
      if (document.visibilityState === 'visible' && !isFresh) ask()
    }

    document.addEventListener('visibilitychange', askIfOld, { signal })
    const view = document.defaultView
    view?.addEventListener('online', ask, { signal })
    view?.addEventListener('pagehide', ({ persisted }) => persisted && curtain.close(), { signal })
    view?.addEventListener(
      'pageshow',
      ({ persisted }) => {
        if (persisted) void curtain.openAfter(questions.askAnew())
      },
      { signal },
    )
  }
}
