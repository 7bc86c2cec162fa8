import { DOCUMENT, inject, Service } from '@angular/core'
import { AuthState } from './auth-state'
import { LOAD_ANEW } from './load-anew'

/** From screen readers too, unlike `opacity`; unlike `display` it keeps the place; each element by itself: dialogs too. */
const hidden = '*{visibility:hidden!important;transition:none!important}'

/**
 * Hides the page while nobody can say whose it is. Only the same person's page is shown again; whoever else it is gets
 * a new one, in which there is nothing left of the one before.
 */
@Service()
export class Curtain {
  readonly #state = inject(AuthState)
  readonly #document = inject(DOCUMENT)
  readonly #loadAnew = inject(LOAD_ANEW)
  #sheet: CSSStyleSheet | undefined
  #whose: string | undefined
  #focused: HTMLElement | null = null

  /** True once the page is about to be replaced: nothing that begins in it may reach the API any more. */
  isFinal = false

  /** Hides the page, if there is somebody whose it is. */
  close(): void {
    this.#whose ??= this.#state.snapshot().userId
    if (!this.#whose || this.#sheet) return
    this.#focused = this.#document.activeElement as HTMLElement | null
    this.#sheet = new CSSStyleSheet()
    this.#sheet.replaceSync(hidden)
    this.#document.adoptedStyleSheets.push(this.#sheet)
  }

  /** Shows the page again if it is, by this answer, still the same person's. Without an answer it is nobody's. */
  async openAfter(answer: Promise<void>): Promise<void> {
    await answer.catch(() => undefined)
    if (!this.#sheet || this.isFinal) return
    const { userId, isStale } = this.#state.snapshot()
    if (isStale || userId !== this.#whose) {
      this.replacePage()
      return
    }
    const sheets = this.#document.adoptedStyleSheets
    sheets.splice(sheets.indexOf(this.#sheet), 1)
    this.#sheet = this.#whose = undefined
    // What is hidden loses the focus.
    this.#focused?.focus({ preventScroll: true })
  }

  /** Hides the page for good and loads it anew. */
  replacePage(): void {
    this.isFinal = true
    this.close()
    this.#loadAnew()
  }
}
