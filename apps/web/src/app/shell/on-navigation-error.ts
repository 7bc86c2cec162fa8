import { DOCUMENT, ErrorHandler, inject } from '@angular/core'
import { type NavigationError, RedirectCommand, Router } from '@angular/router'

/** The `info` of a navigation to an address that somebody else chose: when no page answers to it, home does. */
export const orHome = Symbol('or home')

const notFound = '/not-found'

/** Keeps a failed navigation from leaving the person in front of nothing. */
export function onNavigationError({ error, url }: NavigationError): RedirectCommand | undefined {
  const router = inject(Router)
  // Without a page before it this document is fresh: loading it again would bring the same, for ever.
  if (isDeadLink(error) && router.lastSuccessfulNavigation()) {
    inject(DOCUMENT).location.assign(url)
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
