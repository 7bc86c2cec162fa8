import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { boundedFetch } from './bounded-fetch.ts'

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

describe('boundedFetch', () => {
  it('reads an answer with its status and headers', async () => {
    const url = await serve((_request, response) => response.writeHead(201, { 'x-seat': '7' }).end('{"coat":true}'))

    const answer = await boundedFetch(url, {})

    expect([answer.status, answer.headers.get('x-seat'), await answer.json()]).toEqual([201, '7', { coat: true }])
  })

  it.each([204, 304])('reads an answer without a body: %i', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end())

    expect((await boundedFetch(url, {})).status).toBe(status)
  })

  it('FC-29 follows no redirect', async () => {
    const asked: string[] = []
    const url = await serve((request, response) => {
      asked.push(request.url ?? '')
      if (request.url === '/internal') response.end('secrets')
      else response.writeHead(302, { location: '/internal' }).end()
    })

    const answer = await boundedFetch(`${url}/keys`, { redirect: 'follow' })

    expect([answer.status, asked]).toEqual([302, ['/keys']])
  })

  it('FC-29 gives up an answer that does not end, and hangs up', async () => {
    const closed = Promise.withResolvers<undefined>()
    const url = await serve((_request, response) => {
      response.on('close', () => closed.resolve(undefined))
      const more = (error?: Error | null) => {
        if (!error) response.write('x'.repeat(65_536), more)
      }
      more()
    })

    const outcome: unknown = await boundedFetch(url, {}).catch((error: unknown) => error)

    expect(String(outcome)).toContain('longer than 524288 bytes')
    await expect(closed.promise).resolves.toBeUndefined()
  })

  it('stops when it is told to', async () => {
    const url = await serve(() => undefined)

    await expect(boundedFetch(url, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
  })
})
