import { createHash } from 'node:crypto'
import type { ReadAnswer } from './read-answer.ts'
import type { RedisConnection } from './redis-connection.ts'
import { errorCode } from './redis-error.ts'

export interface ScriptInput {
  keys: readonly string[]
  values: readonly (string | number)[]
}

/** Lua that the server runs at one go: nothing else happens in between. It is sent once, and then known by its hash. */
export class RedisScript {
  readonly #text: string
  readonly #hash: string

  constructor(text: string) {
    this.#text = text
    this.#hash = createHash('sha1').update(text).digest('hex')
  }

  async run<T>(connection: RedisConnection, { keys, values }: ScriptInput, read: ReadAnswer<T>): Promise<T> {
    const input = [String(keys.length), ...keys, ...values.map(String)]
    try {
      return await connection.ask(['EVALSHA', this.#hash, ...input], read)
    } catch (error) {
      // A server that was restarted, or is another one, has not seen it yet.
      if (errorCode(error) !== 'NOSCRIPT') throw error
      return connection.ask(['EVAL', this.#text, ...input], read)
    }
  }
}
