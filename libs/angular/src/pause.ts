import { DestroyRef, inject } from '@angular/core'

/** A wait that can be cut short, and that does not outlive the app. One at a time; made in an injection context. */
export class Pause {
  #timer: ReturnType<typeof setTimeout> | undefined
  #end: () => void = () => undefined

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer)
    })
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timer = setTimeout(resolve, milliseconds)
      this.#end = resolve
    })
  }

  /** Whoever waits goes on at once. */
  end(): void {
    clearTimeout(this.#timer)
    this.#end()
  }
}
