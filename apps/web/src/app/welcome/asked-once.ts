import { DOCUMENT, inject, Service } from '@angular/core'

/** Who was asked already for what is missing in the profile, in this browser. */
@Service()
export class AskedOnce {
  readonly #view = inject(DOCUMENT).defaultView
  /** A full storage can be read and takes nothing more. */
  readonly #here = new Set<string>()

  /** Where nothing can be remembered, nobody is asked: it would be again and again. */
  has(userId: string): boolean {
    if (this.#here.has(userId)) return true
    try {
      const storage = this.#view?.localStorage
      return !storage || storage.getItem(keyOf(userId)) !== null
    } catch {
      return true
    }
  }

  remember(userId: string): void {
    this.#here.add(userId)
    try {
      this.#view?.localStorage.setItem(keyOf(userId), 'yes')
    } catch {
      // The person has forbidden it, or the storage is full.
    }
  }
}

function keyOf(userId: string): string {
  return `asked-for-profile:${userId}`
}
