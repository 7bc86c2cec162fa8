import { vi } from 'vitest'

/** The browser's BroadcastChannel between the tabs of one test. */
export class FakeChannel {
  static open: FakeChannel[] = []
  /** Everything that was said, by whomever. */
  static said: unknown[] = []

  onmessage: ((event: { data: unknown }) => void) | null = null

  constructor(readonly name: string) {
    FakeChannel.open.push(this)
  }

  postMessage(data: unknown): void {
    FakeChannel.said.push(data)
    const others = FakeChannel.open.filter((other) => other !== this && other.name === this.name)
    queueMicrotask(() => {
      for (const other of others) {
        if (FakeChannel.open.includes(other)) other.onmessage?.({ data: structuredClone(data) })
      }
    })
  }

  close(): void {
    FakeChannel.open = FakeChannel.open.filter((other) => other !== this)
  }
}

/** Puts fake channels in the place of the browser's; whatever is left of them at the end of a test is gone. */
export function installFakeChannel(): typeof FakeChannel {
  FakeChannel.open = []
  FakeChannel.said = []
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  return FakeChannel
}
