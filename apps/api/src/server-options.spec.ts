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

it.each<[string, string, number]>([
  ['a URL that cannot be decoded', 'GET /auth/%zz HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n', 400],
  ['no HTTP', 'good morning\r\n\r\n', 400],
  [
    'two lengths',
    'POST /auth/login HTTP/1.1\r\nHost: localhost:3000\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    400,
  ],
  [
    'a length and chunks',
    'POST /auth/login HTTP/1.1\r\nHost: localhost:3000\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['20 kB of headers', `GET / HTTP/1.1\r\nHost: localhost:3000\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('FC-21 FI-18 answers %s with a problem that repeats nothing', async (_what, bytes, status) => {
  const { app, get } = await testApi()
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.on('data', (part: Buffer) => (answer += part.toString()))

  socket.write(bytes)
  await once(socket, 'close')

  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `))
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
  expect(answer).not.toMatch(/%zz|FST_|HPE_|good morning/)
  expect((await get('/healthz')).statusCode).toBe(200)
})
