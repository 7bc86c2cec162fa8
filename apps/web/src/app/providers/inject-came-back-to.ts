import { Location } from '@angular/common'
import { inject, type Signal } from '@angular/core'
import { toSignal } from '@angular/core/rxjs-interop'
import { NavigationEnd, Router } from '@angular/router'
import { filter, map, take } from 'rxjs'

/**
 * The address that this document was loaded for, if a provider may have led back to it with a problem; undefined until
 * its page is there. On the login page it stays so, for that has words of its own. Call it before the first navigation.
 */
export function injectCameBackTo(): Signal<string | undefined> {
  const asked = inject(Location).path()
  const arrived$ = inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    take(1),
    filter(({ urlAfterRedirects }) => asked.includes('problem=') && !/^\/login(?![^?#])/.test(urlAfterRedirects)),
    map(() => asked),
  )
  return toSignal(arrived$)
}
