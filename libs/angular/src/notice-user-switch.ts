import { inject } from '@angular/core'
import { AuthState } from './auth-state'
import { Curtain } from './curtain'

/**
 * Somebody else has logged in, in another tab. The cookie is theirs at once, so nothing that is left of the person
 * before may act any more: a form half filled in would be sent in the name of the other. Only a new page is surely
 * rid of it. Until it is there, the interceptor lets nothing out, and never sends again what was refused.
 */
export function noticeUserSwitch(): void {
  const curtain = inject(Curtain)
  inject(AuthState).events$.subscribe((event) => {
    // Who logged in here knows it, and the app leads on from its login page.
    if (event.type === 'userSwitched' && event.source !== 'here') curtain.replacePage()
  })
}
