import { connect } from 'node:net'

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
export function askRedis({ port }: RedisAddress, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let answer = ''
    socket.setTimeout(2000, () => socket.destroy(new Error(`Redis did not answer ${command}`)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`Redis closed the connection after ${command}`)))
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
      const end = answer.indexOf('\r\n')
      if (end < 0) return
      resolve(answer.slice(0, end))
      socket.destroy()
    })
    socket.write(`${command}\r\n`)
  })
}
