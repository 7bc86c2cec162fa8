import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core'

/** What the browser thinks of its connection. "Offline" is certain; "online" promises nothing. */
@Service()
export class Connection {
  readonly #window = inject(DOCUMENT).defaultView
  readonly #isOffline = signal(this.#window?.navigator.onLine === false)

  readonly isOffline = this.#isOffline.asReadonly()

  constructor() {
    const update = ({ type }: Event) => {
      this.#isOffline.set(type === 'offline')
    }
    for (const type of ['online', 'offline']) this.#window?.addEventListener(type, update)
    inject(DestroyRef).onDestroy(() => {
      for (const type of ['online', 'offline']) this.#window?.removeEventListener(type, update)
    })
  }
}
