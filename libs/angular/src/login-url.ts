import type { Router, UrlTree } from '@angular/router'
import type { CoatcheckConfig } from './coatcheck-config'
import { safeReturnUrl } from './safe-return-url'

/** The query parameter that carries the wanted URL through the login page. */
const returnUrlParameter = 'returnUrl'

/** The URL that is being navigated to, query and fragment included. */
export function wantedUrl(router: Router): string {
  const navigation = router.currentNavigation()
  return navigation ? router.serializeUrl(navigation.extractedUrl) : router.url
}

/** The login page, told where to lead afterwards. */
export function loginUrl(router: Router, config: CoatcheckConfig, wanted: string): UrlTree {
  const login = router.parseUrl(config.routes.login)
  login.queryParams = { ...login.queryParams, [returnUrlParameter]: wanted }
  return login
}

/** Where the login page leads: the wanted URL, or home when there is none or it cannot be trusted. */
export function urlAfterLogin(router: Router, config: CoatcheckConfig, loginPage: string): UrlTree {
  const { home, login } = config.routes
  const target = router.parseUrl(safeReturnUrl(router.parseUrl(loginPage).queryParams[returnUrlParameter], home))
  const leadsBack = pathOf(router.serializeUrl(target)) === pathOf(login)
  return leadsBack ? router.parseUrl(home) : target
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '')
}
