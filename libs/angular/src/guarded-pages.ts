import { ErrorHandler, inject, Injector, Service } from '@angular/core'
import { Router } from '@angular/router'

/** Runs the current route's guards again, so that guarded pages are left and public pages stay as they are. */
@Service()
export class GuardedPages {
  readonly #injector = inject(Injector)

  async leave(): Promise<void> {
    // Looked up late: the router's own set-up may be what asks for the AuthService.
    const router = this.#injector.get(Router)
    const wanted = router.currentNavigation()?.extractedUrl ?? router.url
    try {
      await router.navigateByUrl(wanted, { onSameUrlNavigation: 'reload', replaceUrl: true })
    } catch (error) {
      this.#injector.get(ErrorHandler).handleError(error)
    }
  }
}
