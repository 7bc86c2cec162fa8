import { type Babbler, startBabbler } from '../../../../../tools/servers/start-babbler.ts'
import type { KeptServer } from '../../../../../tools/servers/kept-server.ts'
import type { TcpProxy } from '../../../../../tools/servers/start-proxy.ts'
import type { Trouble } from './trouble.ts'

/** A server behind a bad network. */
export interface NetworkVictim {
  server: KeptServer & { port: number }
  proxy: TcpProxy
}

const nonsense = Buffer.from('HTTP/1.1 200 OK\r\n\r\n')

/** What can happen to any engine that is reached over a network. */
export const networkTroubles: Trouble<NetworkVictim>[] = [
  { what: 'is killed', begin: ({ server }) => server.kill(), end: ({ server }) => server.start() },
  { what: 'is restarted', begin: ({ server }) => server.stop('SIGINT'), end: ({ server }) => server.start() },
  { what: 'hangs', begin: async ({ server }) => server.pause(), end: async ({ server }) => server.resume() },
  {
    what: 'cannot be reached',
    begin: async ({ proxy }) => proxy.hold(),
    end: async ({ proxy }) => proxy.release(),
  },
  {
    what: 'is slow as treacle',
    begin: async ({ proxy }) => (proxy.latencyMs = 5000),
    end: async ({ proxy }) => {
      proxy.latencyMs = 0
      proxy.cut()
    },
  },
  talksNonsense(),
]

/** To those who are connected, and to those who connect anew. */
function talksNonsense(): Trouble<NetworkVictim> {
  let babbler: Babbler | null = null
  return {
    what: 'talks nonsense',
    async begin({ proxy }) {
      babbler = await startBabbler(nonsense)
      proxy.say(nonsense)
      proxy.target = babbler
    },
    async end({ server, proxy }) {
      proxy.target = server
      proxy.cut()
      await babbler?.close()
    },
  }
}
