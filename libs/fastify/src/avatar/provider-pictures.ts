import { Deadline } from '@coatcheck/stores'
import { hash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { fetchPicture } from './fetch-picture.ts'
import type { PictureNetwork } from './picture-network.ts'
import type { PictureSources } from './picture-sources.ts'
import type { Pictures } from './pictures.ts'

export interface ProviderPicturesOptions {
  pictures: Pictures
  sources: PictureSources
  network: PictureNetwork
  mostBytes: number
  /** How long a picture may take, in milliseconds. */
  fetchMs: number
  warn: (details: object, message: string) => void
}

/** So many are fetched at once, and so many may wait. Looking up a name may take one of Node's few threads for long. */
const [mostAtOnce, mostWaiting] = [2, 100]

interface Order {
  userId: string
  address: string
  /** Called when it is there, or is not to be had. */
  done: () => void
}

/**
 * Fetches what providers say is the picture of somebody, beside the login and never as a part of it: whatever is wrong
 * with a picture, or with the host that has it, the person is logged in, and is shown by initials.
 */
export class ProviderPictures {
  readonly #options: ProviderPicturesOptions
  readonly #waiting: Order[] = []
  readonly #closing = new AbortController()
  #running = 0

  constructor(options: ProviderPicturesOptions) {
    this.#options = options
  }

  /**
   * Call it at every login by a provider, with what that says. What was fetched already is not fetched again; when too
   * many are waiting this one is left for the next login. Resolves when the picture is there or is not to be had, so that
   * the first page can show it, and never rejects; see {@link within}.
   */
  fetch(userId: string, address: string | null): Promise<void> {
    if (address === null || this.#closing.signal.aborted || this.#waiting.length >= mostWaiting)
      return Promise.resolve()
    return new Promise((done) => {
      this.#waiting.push({ userId, address, done })
      this.#goOn()
    })
  }

  /** Gives up what is under way, without waiting for it: looking up a name cannot be given up. */
  close(): void {
    for (const { done } of this.#waiting.splice(0)) done()
    this.#closing.abort()
  }

  #goOn(): void {
    while (this.#running < mostAtOnce) {
      const order = this.#waiting.shift()
      if (order === undefined) return
      this.#running += 1
      // The request that asked for it may be answered long before.
      void Deadline.unbound(() => this.#fetch(order))
        .catch((error: unknown) => {
          this.#options.warn({ err: error, userId: order.userId }, "A provider's picture could not be kept")
        })
        .finally(() => {
          this.#running -= 1
          order.done()
          this.#goOn()
        })
    }
  }

  async #fetch({ userId, address }: Order): Promise<void> {
    const { pictures, sources, network, mostBytes, fetchMs, warn } = this.#options
    const sourceHash = hash('sha256', address, 'base64url')
    if (!(await pictures.isWanted(userId, sourceHash))) return
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(fetchMs)])
    const fetched = await fetchPicture(address, { sources, network, mostBytes, signal })
    if (this.#closing.signal.aborted) return
    const isPicture = typeof fetched !== 'string' && (await pictures.takeFromProvider(userId, fetched, sourceHash))
    if (isPicture) return
    // The host alone: the rest of the address may be a secret of the person's.
    const why = typeof fetched === 'string' ? fetched : 'not_a_picture'
    warn({ userId, host: URL.parse(address)?.host ?? null, why }, "A provider's picture was not taken")
  }
}

/** Waits for a picture, but only so many milliseconds; it goes on by itself then. */
export async function within(milliseconds: number, fetched: Promise<void>): Promise<void> {
  const giveUp = new AbortController()
  const moment = delay(Math.max(0, milliseconds), undefined, { signal: giveUp.signal }).catch(() => undefined)
  await Promise.race([fetched, moment])
  giveUp.abort()
}
