import type { Router } from '@angular/router'
import { safeReturnUrl } from '@coatcheck/angular'
import { orHome } from '../shell/on-navigation-error'

/** Where a login leads. It takes the form's place in the history: Back to a page for guests would lead nowhere. */
export async function openWantedPage(router: Router, returnUrl: unknown): Promise<void> {
  await router.navigateByUrl(safeReturnUrl(returnUrl), { replaceUrl: true, info: orHome })
}
