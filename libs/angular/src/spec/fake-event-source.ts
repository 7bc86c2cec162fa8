import { vi } from 'vitest'

/** The browser's EventSource, with a server that the test plays. */
export class FakeEventSource extends EventTarget {
  static all: FakeEventSource[] = []

  isClosed = false

  constructor(
    readonly url: string,
    readonly options: EventSourceInit,
  ) {
    super()
    FakeEventSource.all.push(this)
  }

  static get open(): FakeEventSource[] {
    return FakeEventSource.all.filter(({ isClosed }) => !isClosed)
  }

  /** The one stream that is open. */
  static get single(): FakeEventSource {
    const [first, ...others] = FakeEventSource.open
    if (!first || others.length > 0)
      throw new Error(`One stream was expected, there are ${FakeEventSource.open.length}.`)
    return first
  }

  tell(name: string): void {
    if (!this.isClosed) this.dispatchEvent(new MessageEvent(name, { data: '{}' }))
  }

  /** Opens, as far as the server is concerned; or breaks, before or after. */
  get server() {
    return {
      accepts: () => this.dispatchEvent(new Event('open')),
      breaks: () => this.dispatchEvent(new Event('error')),
    }
  }

  close(): void {
    this.isClosed = true
  }
}

export function installFakeEventSource(): void {
  FakeEventSource.all = []
  vi.stubGlobal('EventSource', FakeEventSource)
}
