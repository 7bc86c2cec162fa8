import { DOCUMENT, inject, Service } from '@angular/core'
import { AuthService } from './auth-service'
import { LOAD_ANEW } from './load-anew'

/** Unlike `display` or `visibility` it keeps the focus and the place; unlike a style of the root it hides dialogs too. */
const hidden = '*{opacity:0!important;transition:none!important}'

/**
 * Hides the page while nobody can say whose it is. Only the same person's page is shown again; whoever else it is gets
 * a new one, in which there is nothing left of the one before.
 */
@Service()
export class Curtain {
  readonly #auth = inject(AuthService)
  readonly #document = inject(DOCUMENT)
  readonly #loadAnew = inject(LOAD_ANEW)
  #sheet: CSSStyleSheet | null = null
  #whose: string | null = null

  /** True once the page is about to be replaced: nothing that begins in it may reach the API any more. */
  isFinal = false

  /** Hides the page, if there is somebody whose it is. */
  close(): void {
    this.#whose ??= this.#auth.userId()
    if (!this.#whose || this.#sheet) return
    this.#sheet = new CSSStyleSheet()
    this.#sheet.replaceSync(hidden)
    this.#document.adoptedStyleSheets.push(this.#sheet)
  }

  /** Shows the page again if it is, by this answer, still the same person's. Without an answer it is nobody's. */
  async openAfter(answer: Promise<void>): Promise<void> {
    await answer.catch(() => undefined)
    if (!this.#sheet || this.isFinal) return
    if (this.#auth.isStale() || this.#auth.userId() !== this.#whose) {
      this.replacePage()
      return
    }
    const sheets = this.#document.adoptedStyleSheets
    sheets.splice(sheets.indexOf(this.#sheet), 1)
    this.#sheet = this.#whose = null
  }

  /** Hides the page for good and loads it anew. */
  replacePage(): void {
    this.isFinal = true
    this.close()
    this.#loadAnew()
  }
}
