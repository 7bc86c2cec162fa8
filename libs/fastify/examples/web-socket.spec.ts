import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { breakSessions } from '../src/testing/break-sessions.ts'
import { runExample } from '../src/testing/program.ts'
import { ada } from '../src/testing/test-app.ts'

const origin = 'http://localhost:3000'

/** The app of the example, with Ada logged in. */
async function chat() {
  const file = join(tmpdir(), `coatcheck-web-socket-${randomUUID()}.db`)
  const url = await runExample('web-socket.ts', file, '0', origin)
  const post = (path: string, body: object, headers = {}) =>
    fetch(url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const [cookie = ''] = (await post('/auth/register', ada)).headers.getSetCookie().map((one) => one.split(';')[0])
  const open = (headers: Record<string, string> = { cookie, origin }) => {
    const socket = new WebSocket(url.replace('http', 'ws'), { headers })
    // It complains when it is terminated before it was open, as one that is refused never is.
    socket.on('error', () => undefined)
    onTestFinished(() => socket.terminate())
    return socket
  }
  return { open, cookie, file, logOut: () => post('/auth/logout', {}, { cookie }) }
}

/** What the server answers to a message. */
async function say(socket: WebSocket, message: string): Promise<string> {
  socket.send(message)
  const [answer] = (await once(socket, 'message')) as [Buffer]
  return answer.toString()
}

/** The status by which the server refuses a socket. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  return answer.statusCode
}

describe('the example with a WebSocket', () => {
  it('ASVS 7.4.1 talks with whoever is logged in, and no longer after the logout', async () => {
    const { open, logOut } = await chat()
    const socket = open()
    await once(socket, 'open')
    expect(await say(socket, 'hello')).toBe('Ada Lovelace said hello')

    await logOut()
    socket.send('still here?')

    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([code, reason.toString()]).toEqual([4401, 'logged_out'])
    expect(await refusal(open())).toBe(401)
  })

  it('refuses whoever is not logged in', async () => {
    const { open } = await chat()

    expect(await refusal(open({ origin }))).toBe(401)
  })

  it('ASVS 4.4.2 refuses pages of other origins, siblings among them, though they have the cookie', async () => {
    const { open, cookie } = await chat()

    for (const other of ['https://evil.example', 'http://blog.localhost:3000', 'http://localhost:4000', 'null']) {
      expect(await refusal(open({ cookie, origin: other }))).toBe(403)
    }
  })

  it('L2 L6 refuses nobody for good while the store cannot say, and keeps the sockets that are open', async () => {
    const { open, file } = await chat()
    const socket = open()
    await once(socket, 'open')

    const repair = breakSessions(file)
    expect(await refusal(open())).toBe(503)
    expect(await say(socket, 'hello')).toBe('Try again in a moment')
    repair()

    expect(await say(socket, 'hello')).toBe('Ada Lovelace said hello')
  })
})
