import { connect, type Socket } from 'node:net'

/** Where a Redis for tests is. Plain values, so that one process can tell another. */
export interface RedisAddress {
  port: number
}

/** How many numbered databases there are, one for each test. Channels know no numbers: all tests hear each other's. */
export const redisDatabases = 16_384

/** The URL of a database that no other test was given. */
export async function createRedisDatabase({ port }: RedisAddress): Promise<string> {
  const number = Number(/^:(\d+)$/.exec(await askRedis({ port }, 'INCR test-databases'))?.[1])
  if (!(number < redisDatabases)) throw new Error('This Redis has no database left that no test has used')
  return `redis://127.0.0.1:${port}/${number}`
}

/** Sends one command in the protocol's form for people, and gives back the first line of the answer. */
export async function askRedis(address: RedisAddress, command: string): Promise<string> {
  const talk = new RedisTalk(address)
  try {
    return await talk.ask(command)
  } finally {
    talk.close()
  }
}

/** A connection that stays open for one command after the other, as where there are no more to be had. */
export class RedisTalk {
  readonly #socket: Socket

  constructor({ port }: RedisAddress) {
    this.#socket = connect({ port, host: '127.0.0.1' })
      .setEncoding('utf8')
      .on('error', () => undefined)
  }

  /** Gives back the first line of the answer; of a command that is answered with more, nothing can be asked after. */
  ask(command: string): Promise<string> {
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      let answer = ''
      const onData = (text: string) => {
        answer += text
        const end = answer.indexOf('\r\n')
        if (end < 0) return
        socket.off('data', onData).setTimeout(0)
        resolve(answer.slice(0, end))
      }
      socket.on('data', onData)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error(`Redis closed the connection after ${command}`)))
      socket.setTimeout(2000, () => socket.destroy(new Error(`Redis did not answer ${command}`)))
      socket.write(`${command}\r\n`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }
}
