import { vi } from 'vitest'

/** The browser's Web Locks: one holder for each name, the others in a queue. */
class FakeLocks {
  readonly #lastOf = new Map<string, Promise<unknown>>()

  async request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown> {
    const before = this.#lastOf.get(name) ?? Promise.resolve()
    const { promise: done, resolve } = Promise.withResolvers<undefined>()
    this.#lastOf.set(
      name,
      before.then(() => done),
    )
    try {
      await Promise.race([
        before,
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error)
          })
        }),
      ])
      return await work()
    } finally {
      resolve(undefined)
    }
  }
}

export function installFakeLocks(): void {
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: new FakeLocks() }))
}
