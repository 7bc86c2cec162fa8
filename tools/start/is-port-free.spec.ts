import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { isPortFree } from './is-port-free.ts'

it.each(['127.0.0.1', '::1'])('sees what listens on %s, and sees that it is gone', async (host) => {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  expect(await isPortFree(port)).toBe(false)
  server.close()
  await once(server, 'close')

  expect(await isPortFree(port)).toBe(true)
})
