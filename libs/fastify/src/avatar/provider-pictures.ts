import { Deadline } from '@coatcheck/stores'
import { hash } from 'node:crypto'
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
}

/**
 * Fetches what providers say is the picture of somebody, beside the login and never as a part of it: whatever is wrong
 * with a picture, or with the host that has it, the person is logged in, and is shown by initials.
 */
export class ProviderPictures {
  readonly #options: ProviderPicturesOptions
  readonly #waiting: Order[] = []
  readonly #closing = new AbortController()
  #running = new Set<Promise<void>>()

  constructor(options: ProviderPicturesOptions) {
    this.#options = options
  }

  /**
   * Call it at every login by a provider, with what that says. Never throws, and nobody waits for it. What was fetched
   * already is not fetched again; when too many are waiting this one is left for the next login.
   */
  fetchLater(userId: string, address: string | null): void {
    if (address === null || this.#closing.signal.aborted || this.#waiting.length >= mostWaiting) return
    this.#waiting.push({ userId, address })
    this.#goOn()
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Gives up what is under way, without waiting for it: looking up a name cannot be given up. */
  close(): void {
    this.#waiting.length = 0
    this.#closing.abort()
  }

  #goOn(): void {
    while (this.#running.size < mostAtOnce) {
      const order = this.#waiting.shift()
      if (order === undefined) return
      // The request that asked for it may be answered long before.
      const run = Deadline.unbound(() => this.#fetch(order))
        .catch((error: unknown) => {
          this.#options.warn({ err: error, userId: order.userId }, "A provider's picture could not be kept")
        })
        .finally(() => {
          this.#running.delete(run)
          this.#goOn()
        })
      this.#running.add(run)
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
