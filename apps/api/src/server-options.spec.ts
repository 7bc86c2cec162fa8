import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { testApi } from './testing/test-api.ts'

it.each([
  ['headers', 'POST /auth/login HTTP/1.1\r\nHost: localhost:3000\r\n'],
  [
    'a body',
    'POST /auth/login HTTP/1.1\r\nHost: localhost:3000\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  ],
])('FI-14 gives a client up that sends %s and never the rest', async (_what, half) => {
  const { app, get } = await testApi({ requestTimeoutMs: 100 })
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.on('data', (part: Buffer) => (answer += part.toString()))

  socket.write(half)
  await once(socket, 'close')

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect((await get('/healthz')).statusCode).toBe(200)
})

it('FI-16 refuses bodies that are too large', async () => {
  const { ask, get, register } = await testApi()
  await register()

  expect((await ask('POST', '/auth/login', { email: 'x'.repeat(2_000_000) })).statusCode).toBe(413)
  expect((await ask('PUT', '/api/countries/IS/visited', { visited: 'x'.repeat(2_000_000) })).statusCode).toBe(413)
  expect((await get('/healthz')).statusCode).toBe(200)
})
