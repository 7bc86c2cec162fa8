import { createHash } from 'node:crypto'
import { errorCode } from './redis-error.ts'
import type { RedisConnection } from './redis-connection.ts'

/** Lua that the server runs at one go: nothing else happens in between. It is sent once, and then known by its hash. */
export class RedisScript {
  readonly #text: string
  readonly #hash: string

  constructor(text: string) {
    this.#text = text
    this.#hash = createHash('sha1').update(text).digest('hex')
  }

  async run(connection: RedisConnection, keys: readonly string[], values: readonly (string | number)[]) {
    const rest = [String(keys.length), ...keys, ...values.map(String)]
    try {
      return await connection.send(['EVALSHA', this.#hash, ...rest])
    } catch (error) {
      // A server that was restarted, or is another one, has not seen it yet.
      if (errorCode(error) !== 'NOSCRIPT') throw error
      return connection.send(['EVAL', this.#text, ...rest])
    }
  }
}
