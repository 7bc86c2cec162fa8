/**
 * A Fastify app with a WebSocket for whoever is logged in. `node web-socket.ts shop.db 3000 http://localhost:3000`
 */
import { coatcheck } from '@coatcheck/fastify'
import { sqlite } from '@coatcheck/stores/sqlite'
import Fastify from 'fastify'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

const [file = 'shop.db', port = '3000', publicUrl = 'http://localhost:3000'] = process.argv.slice(2)
const store = await sqlite(file)
const app = Fastify()
await app.register(coatcheck, { publicUrl, store })
app.addHook('onClose', () => store.close())

/** A socket that nobody writes to is looked at so often. */
const everyMs = 30_000

/** Who asks for a socket, or the status that refuses it. */
async function letIn({ headers }: IncomingMessage) {
  // Browsers let every page open a WebSocket to every server; SameSite=Lax keeps the cookie from other sites, but
  // not from a sibling such as https://blog.example of https://shop.example: the origin does.
  if (!app.coatcheck.isOwnOrigin(headers)) return 403
  try {
    const caller = await app.coatcheck.readSession(headers.cookie)
    return caller.authenticated ? caller : 401
  } catch {
    return 503
  }
}

const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 })
app.server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy())
  void letIn(request).then((caller) => {
    if (typeof caller === 'number') {
      socket.end(`HTTP/1.1 ${caller} ${STATUS_CODES[caller] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    } else {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        talk(webSocket, request.headers.cookie)
      })
    }
  })
})

/**
 * Answers every message for as long as the session lives. A socket outlives the request that opened it, so it asks
 * before it does anything and, since a server may have things to say by itself, every now and then. After a new token
 * (step-up, a changed password) the cookie of the upgrade is dead too: the page opens a new socket with the new one.
 */
function talk(webSocket: WebSocket, cookie: string | undefined): void {
  const reply = async (message: string | null) => {
    try {
      const caller = await app.coatcheck.readSession(cookie)
      if (!caller.authenticated) webSocket.close(4401, caller.reason ?? 'unauthenticated')
      else if (message !== null) webSocket.send(`${caller.user.name} said ${message}`)
    } catch {
      // Unknown is not logged out: nothing is done, and the socket stays.
      if (message !== null) webSocket.send('Try again in a moment')
    }
  }
  const timer = setInterval(() => void reply(null), everyMs)
  webSocket.on('message', (data: Buffer) => void reply(data.toString()))
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => clearInterval(timer))
}

// Before the server waits for its connections, which the sockets would keep open.
app.addHook('preClose', async () => {
  for (const webSocket of sockets.clients) webSocket.terminate()
})
console.log(`Listening on ${await app.listen({ host: '127.0.0.1', port: Number(port) })}`)
process.once('SIGTERM', () => void app.close())
