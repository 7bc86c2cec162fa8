import { InjectionToken } from '@angular/core'
import { defaultPrefix } from '@coatcheck/contract'

/** Where the guards send people. */
export interface CoatcheckRoutes {
  /** The page with the login form. */
  readonly login: string
  /** Where somebody lands who wanted nothing in particular. */
  readonly home: string
  /** For a person who is logged in but may not see the page. */
  readonly forbidden: string
}

/** Everything that `provideCoatcheck` can be told. */
export interface CoatcheckConfig {
  /** Where the plugin answers: a path of this origin, or the URL of an API on the same site. */
  readonly prefix: string
  /** Further paths or URLs whose 401 means the same session. */
  readonly also: readonly string[]
  readonly routes: CoatcheckRoutes
  /** Tabs tell each other of logins and logouts. */
  readonly tabSync: boolean
  /** The server is asked again when a page is looked at again, is online again, or is shown by "Back". */
  readonly revalidation: boolean
  /** What becomes of a page when somebody else has logged in, in another tab. */
  readonly userSwitch: 'reload' | 'stay'
}

export const defaultConfig: CoatcheckConfig = {
  prefix: defaultPrefix,
  also: [],
  routes: { login: '/login', home: '/', forbidden: '/forbidden' },
  tabSync: true,
  revalidation: true,
  userSwitch: 'reload',
}

export const COATCHECK_CONFIG = new InjectionToken<CoatcheckConfig>('COATCHECK_CONFIG', {
  factory: () => defaultConfig,
})
