import { writeSync } from 'node:fs'

/** So many bytes may wait for a reader that is slower than the server; what comes after them is lost. */
const mostWaiting = 4 * 1024 * 1024

/** A reader that has no room for more is asked again so soon, in milliseconds. */
const askAgainMs = 20

/**
 * Standard output, as the log writes to it. Whatever happens there, a full disk or a reader that is slow or gone, costs
 * lines and nothing else: no server ends, or waits, because nobody can read what it does (L7, FI-9).
 */
export class LogOutput {
  readonly #fd: number
  #waiting: Buffer[] = []
  #waitingBytes = 0

  constructor(fd = 1) {
    this.#fd = fd
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    if (this.#waitingBytes + bytes.length > mostWaiting) return
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    // Otherwise somebody is asked again already.
    if (this.#waiting.length === 1) this.#flush()
  }

  #flush(): void {
    try {
      for (let bytes = this.#waiting[0]; bytes !== undefined; bytes = this.#waiting[0]) this.#writeSome(bytes)
    } catch (error) {
      if (isFull(error)) setTimeout(() => this.#flush(), askAgainMs)
      else this.#forget()
    }
  }

  #writeSome(bytes: Buffer): void {
    const written = writeSync(this.#fd, bytes)
    this.#waitingBytes -= written
    if (written === bytes.length) this.#waiting.shift()
    else this.#waiting[0] = bytes.subarray(written)
  }

  #forget(): void {
    this.#waiting = []
    this.#waitingBytes = 0
  }
}

/** True when a pipe has no room for more at the moment. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
