import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** Something that listens and is no database at all. */
export interface Babbler {
  port: number
  close(): Promise<void>
}

/** Starts a server on a loopback port that answers everything, the connection itself included, with the same bytes. */
export async function startBabbler(answer: Uint8Array): Promise<Babbler> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    socket.on('data', () => socket.write(answer))
    socket.write(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
