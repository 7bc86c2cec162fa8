import { inject, Service } from '@angular/core'
import { Title } from '@angular/platform-browser'
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router'

/** "Log in · Coatcheck", and the bare name on the home page. */
@Service()
export class PageTitle extends TitleStrategy {
  readonly #title = inject(Title)

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const page = this.buildTitle(snapshot)
    this.#title.setTitle(page ? `${page} · Coatcheck` : 'Coatcheck')
  }
}
