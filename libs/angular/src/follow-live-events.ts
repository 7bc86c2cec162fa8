import { DestroyRef, DOCUMENT, inject, NgZone } from '@angular/core'
import { AuthState } from './auth-state'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { inOneTab } from './in-one-tab'
import { LiveListener } from './live-listener'
import { openTabChannel } from './tab-channel'
import { injectTabName } from './tab-name'

/**
 * Listens, while somebody is logged in, to what the server tells of their session. One tab does so for all of them, and
 * `syncTabs` tells the others what it learns.
 */
export function followLiveEvents(): void {
  const state = inject(AuthState)
  const zone = inject(NgZone)
  const listener = inject(LiveListener)
  const view = inject(DOCUMENT).defaultView
  const name = injectTabName()
  // Where tabs cannot talk, the one that listens could not tell the others.
  const isOneForAll = inject(COATCHECK_CONFIG).tabSync && canTalk(name)
  const end = new AbortController()
  let turn = new AbortController()
  let sessionId: string | null = null

  const follow = (wanted: string | null) => {
    if (wanted === sessionId) return
    sessionId = wanted
    turn.abort()
    if (wanted === null) return
    const { signal } = (turn = new AbortController())
    const listen = () => listener.listen(signal)
    zone.runOutsideAngular(() => void (isOneForAll ? inOneTab(name, signal, listen) : listen()))
  }
  const followSession = () => {
    follow(state.session()?.id ?? null)
  }

  followSession()
  state.changed$.subscribe(followSession)
  // A page that the browser keeps for "Back" is asleep: another tab shall listen.
  view?.addEventListener('pagehide', () => follow(null), end)
  view?.addEventListener('pageshow', followSession, end)
  inject(DestroyRef).onDestroy(() => {
    end.abort()
    turn.abort()
  })
}

function canTalk(name: string): boolean {
  const channel = openTabChannel(name)
  channel?.close()
  return channel !== null
}
