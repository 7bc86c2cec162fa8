import { DOCUMENT, ErrorHandler, inject, Injector, Service } from '@angular/core'
import { type Navigation, type NavigationBehaviorOptions, Router } from '@angular/router'

/** Runs the current route's guards again: pages that are no longer right are left, and all others stay as they are. */
@Service()
export class GuardedPages {
  readonly #injector = inject(Injector)
  // Not the ViewportScroller of Angular: an app whose router does not scroll would load it for this alone.
  readonly #document = inject(DOCUMENT)

  async checkAgain(): Promise<void> {
    // Looked up late: the router's own set-up may be what asks for the AuthService.
    const router = this.#injector.get(Router)
    const navigation = router.currentNavigation()
    try {
      if (navigation) await router.navigateByUrl(navigation.extractedUrl, startedAgain(navigation))
      else await this.#reload(router)
    } catch (error) {
      this.#injector.get(ErrorHandler).handleError(error)
    }
  }

  async #reload(router: Router): Promise<void> {
    const { url } = router
    await router.navigateByUrl(url, { onSameUrlNavigation: 'reload', replaceUrl: true, scroll: 'manual' })
    // A page that stays keeps its place; another one begins at its top.
    if (router.url !== url) this.#document.defaultView?.scrollTo(0, 0)
  }
}

/** The same navigation from the beginning: it leaves the page before it in the history, unless it did not mean to. */
function startedAgain({ extras, trigger }: Navigation): NavigationBehaviorOptions {
  return { ...extras, onSameUrlNavigation: 'reload', replaceUrl: extras.replaceUrl ?? trigger !== 'imperative' }
}
