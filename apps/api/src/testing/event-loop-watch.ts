import { openSync, readSync } from 'node:fs'

const everyMs = 5

/**
 * Measures how long the event loop of this process stands still. The time in which the process could have run but had
 * no processor is taken off: a busy machine is nobody's fault here. (`monitorEventLoopDelay` cannot tell the two apart.)
 */
export class EventLoopWatch {
  #longestMs = 0
  #seenAt = readRunningMs()

  constructor() {
    setInterval(() => {
      this.#look()
    }, everyMs).unref()
  }

  /** The longest pause since this was last asked, in milliseconds. */
  takeLongestMs(): number {
    this.#look()
    const longestMs = this.#longestMs
    this.#longestMs = 0
    return longestMs
  }

  #look(): void {
    const now = readRunningMs()
    this.#longestMs = Math.max(this.#longestMs, now - this.#seenAt - everyMs)
    this.#seenAt = now
  }
}

/** The time that has passed, without the time that the process stood in line for a processor. */
function readRunningMs(): number {
  for (;;) {
    const queuedMs = readQueuedMs()
    const now = performance.now()
    // It may have to stand in line just between the two readings; then they do not belong together.
    if (readQueuedMs() - queuedMs < 1) return now - queuedMs
  }
}

/** The time for which the main thread was ready and had to wait for a processor: the second number of `schedstat`. */
function readQueuedMs(): number {
  const text = buffer.toString('latin1', 0, readSync(schedstat, buffer, 0, buffer.length, 0))
  return Number(text.split(' ')[1]) / 1e6
}

const buffer = Buffer.alloc(100)
const schedstat = openSync(`/proc/self/task/${String(process.pid)}/schedstat`, 'r')
