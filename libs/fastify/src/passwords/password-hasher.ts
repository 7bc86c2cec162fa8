import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { Unavailable } from '../problem/unavailable.ts'

export interface PasswordHasherOptions {
  /** How many hashes are computed at the same time. Default 2: libuv's pool has 4 threads for everything. */
  concurrency?: number
  /** How many may wait for their turn; one more is refused at once with 503. Default 64. */
  maxWaiting?: number
  /** Told about a hash in the store that is none; its owner cannot log in, and nothing else happens. */
  warn?: (details: object, message: string) => void
}

/** OWASP's first choice for argon2id (the library's default): 19 MiB, two passes, one lane. About 10 ms. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes and verifies passwords with argon2id, a few at a time, so that a storm of logins starves nothing else. */
export class PasswordHasher {
  readonly #concurrency: number
  readonly #maxWaiting: number
  readonly #warn: NonNullable<PasswordHasherOptions['warn']>
  readonly #waiting: (() => void)[] = []
  #running = 0
  #places = 0
  /** Compared with when there is no hash: an unknown account must take as long as a wrong password (FC-39). */
  readonly #decoy: Promise<string>

  constructor({ concurrency = 2, maxWaiting = 64, warn = () => undefined }: PasswordHasherOptions = {}) {
    checkCount('concurrency', concurrency, 1)
    checkCount('maxWaiting', maxWaiting, 0)
    this.#warn = warn
    this.#concurrency = concurrency
    this.#maxWaiting = maxWaiting
    this.#decoy = hash(randomBytes(16).toString('hex'), parameters)
  }

  /**
   * Does work that hashes, if there is a place for it from its beginning to its end. One more than there are places
   * for is refused before it has cost anything: neither a look-up nor a counted try (FI-15).
   */
  async withPlace<T>(work: () => Promise<T>): Promise<T> {
    if (this.#places >= this.#concurrency + this.#maxWaiting) throw overloaded()
    this.#places += 1
    try {
      return await work()
    } finally {
      this.#places -= 1
    }
  }

  /** The hash of a password as a PHC string, which carries salt and parameters. */
  async hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalize(password), parameters))
  }

  /** Tells whether this is the password. Without a hash the answer is no, and takes the same time. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const decoy = await this.#decoy
    const typed = normalize(password)
    return this.#inTurn(async () => {
      try {
        const matches = await verify(passwordHash ?? decoy, typed)
        return matches && passwordHash !== null
      } catch (error) {
        this.#warn({ err: error }, 'A password hash cannot be read; its owner cannot log in with it')
        await verify(decoy, typed)
        return false
      }
    })
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#concurrency) {
      if (this.#waiting.length >= this.#maxWaiting) throw overloaded()
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running += 1
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // Whoever waits takes this place over, so that the count stays and nobody slips in between.
      if (next === undefined) this.#running -= 1
      else next()
    }
  }
}

function overloaded(): Unavailable {
  return new Unavailable('Too many passwords wait to be hashed', { overloaded: true, retryAfterSeconds: 2 })
}

/** Throws, at boot, for a number of places with which nobody would ever get one. */
function checkCount(name: string, count: number, least: number): void {
  if (Number.isInteger(count) && count >= least) return
  throw new Error(`coatcheck: passwords.${name} must be a whole number from ${String(least)}, not ${String(count)}`)
}

/** The same password typed on another keyboard may arrive in another Unicode form (NIST SP 800-63B, 3.1.1.2). */
function normalize(password: string): string {
  return password.normalize('NFC')
}
