import { APP_BASE_HREF } from '@angular/common'
import { provideHttpClient, withInterceptors } from '@angular/common/http'
import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core'
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router'
import { coatcheckInterceptor, provideCoatcheck, withApi, withLiveEvents, withRoutes } from '@coatcheck/angular'
import { appRoutes } from './app-routes'
import { tapWire } from './hood/wire/wire-tap'
import { onNavigationError } from './shell/on-navigation-error'
import { PageTitle } from './shell/page-title'
import { provideHeadingFocus } from './shell/provide-heading-focus'

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // Instead of a <base> element, which the content security policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideHttpClient(withInterceptors([coatcheckInterceptor, tapWire])),
    provideCoatcheck(
      withApi('/auth', { also: ['/api'] }),
      withRoutes({ login: '/login', home: '/', forbidden: '/forbidden' }),
      withLiveEvents(),
    ),
    provideRouter(
      appRoutes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(onNavigationError),
      // The handler has dealt with it: nobody else has to.
      withRouterConfig({ resolveNavigationPromiseOnError: true }),
    ),
    provideHeadingFocus(),
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
}
