import { inject } from '@angular/core'
import { type CanMatchFn, Router, type UrlTree } from '@angular/router'
import { AuthService, injectProfileIncomplete } from '@coatcheck/angular'
import { AskedOnce } from './asked-once'

const welcome = '/welcome'

/**
 * Matches nothing. Whoever came from a provider that did not tell enough is led to the page that asks for it, once,
 * and from there to the page that was wanted. Waits for no answer: whoever is not known yet is not asked yet.
 */
export const askOnce: CanMatchFn = () => {
  const auth = inject(AuthService)
  const router = inject(Router)
  const userId = auth.userId()
  const isMissing = userId !== null && injectProfileIncomplete()().length > 0 && !auth.isStale()
  if (!isMissing || inject(AskedOnce).has(userId)) return false
  const navigation = router.currentNavigation()
  // Guards that run again, because of another tab or the server, must not take a page away from under the person.
  if (!navigation || navigation.extras.onSameUrlNavigation === 'reload') return false
  const wanted = router.serializeUrl(navigation.extractedUrl)
  // Neither there already, nor past a page that has to tell first why a provider led to nothing.
  if (pathOf(wanted) === welcome || navigation.extractedUrl.queryParamMap.has('problem')) return false
  // Once it has told, that page takes the problem out of its own URL, and is not left for it.
  if (router.lastSuccessfulNavigation() && pathOf(wanted) === pathOf(router.url)) return false
  const page = router.parseUrl(welcome)
  page.queryParams = { returnUrl: wanted }
  // Code that cannot be loaded must not keep anybody from the page that they wanted.
  return import('./welcome-page').then<UrlTree, false>(
    () => page,
    () => false,
  )
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '')
}
