import {
  afterNextRender,
  DOCUMENT,
  type EnvironmentProviders,
  inject,
  Injector,
  provideEnvironmentInitializer,
} from '@angular/core'
import { NavigationEnd, Router } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { filter, map, pairwise } from 'rxjs'

/** After a change of page the heading gets the focus, so that a screen reader says where one is. */
export function provideHeadingFocus(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const document = inject(DOCUMENT)
    const injector = inject(Injector)
    const focusHeading = () => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })

    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map(({ urlAfterRedirects }) => urlAfterRedirects.replace(/[?#].*$/, '')),
        // The first page is announced by the browser; a new query or fragment is not a new page.
        pairwise(),
        filter(([before, after]) => before !== after),
      )
      .subscribe(() => afterNextRender({ read: focusHeading }, { injector }))

    // A public page stays after a logout, but what had the focus may have gone with the person.
    inject(AuthService)
      .events$.pipe(
        filter(({ type }) => type === 'loggedOut'),
        map(() => document.activeElement),
      )
      .subscribe((focused) => {
        const focusHeadingIfLost = () => {
          if (!focused?.isConnected) focusHeading()
        }
        afterNextRender({ read: focusHeadingIfLost }, { injector })
      })
  })
}
