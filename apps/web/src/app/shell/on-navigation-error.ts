import { ErrorHandler, inject } from '@angular/core'
import { type NavigationError, RedirectCommand, Router } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Connection } from './connection'
import { LOAD_DOCUMENT } from './load-document'
import { News } from './news'

/** The `info` of a navigation to an address that somebody else chose: when no page answers to it, home does. */
export const orHome = Symbol('or home')

const notFound = '/not-found'

/** Keeps a failed navigation from leaving the person in front of nothing. */
export function onNavigationError({ error, url }: NavigationError): RedirectCommand | undefined {
  const router = inject(Router)
  // Without a page before it this document is fresh: loading it again would bring the same, for ever.
  if (isDeadLink(error) && router.lastSuccessfulNavigation()) {
    // Loading it now would put the browser's own error page in the place of ours.
    if (inject(Connection).isOffline() || inject(AuthService).isStale()) {
      inject(News).tell('That page is not here yet, and the server is out of reach. Try again in a moment.')
    } else {
      inject(LOAD_DOCUMENT)(url)
    }
    return
  }
  if (!isUnroutable(error)) inject(ErrorHandler).handleError(error)
  if (url === notFound) return
  if (router.currentNavigation()?.extras.info === orHome) return new RedirectCommand(router.parseUrl('/'))
  return new RedirectCommand(router.parseUrl(notFound), { browserUrl: url })
}

/** A deployment has replaced the code that this document was to load: Chromium's, Firefox's and Safari's words. */
function isDeadLink(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|Importing a module script/i.test(error.message)
}

/** An outlet that does not exist, as in `/(x:y)`, gets past every route, the one for all other addresses included. */
function isUnroutable(error: unknown): boolean {
  return error instanceof Error && error.message.includes('NG04002')
}
