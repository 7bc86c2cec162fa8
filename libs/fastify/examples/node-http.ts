/**
 * A server of `node:http` that knows who is logged in to a Fastify app with the same database, in another process or
 * on another port: cookies do not know about ports. `node node-http.ts shop.db 3001 http://localhost:3000`
 */
import { type Problem, type ProblemCode, problemStatus } from '@coatcheck/contract'
import { createSessionReader } from '@coatcheck/fastify/sessions'
import { sqlite } from '@coatcheck/stores/sqlite'
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'

const [file = 'shop.db', port = '3001', publicUrl = 'http://localhost:3000'] = process.argv.slice(2)
const store = await sqlite(file)
const { readSession } = createSessionReader({ publicUrl, store })

async function greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The answer belongs to one person: no cache may keep it.
  response.setHeader('cache-control', 'private, no-store')
  try {
    const caller = await readSession(request.headers.cookie)
    if (caller.authenticated) {
      response.setHeader('content-type', 'text/plain; charset=utf-8').end(`Hello ${caller.user.name}\n`)
    } else {
      refuse(response, 'unauthenticated', { reason: caller.reason })
    }
  } catch (error) {
    // Nobody knows who it is. A 401 would tell a page that its user is logged out, which may well be wrong.
    console.error(error)
    refuse(response.setHeader('retry-after', '1'), 'unavailable')
  }
}

function refuse(response: ServerResponse, code: ProblemCode, more: Partial<Problem> = {}): void {
  const status = problemStatus[code]
  const problem: Problem = {
    type: `urn:coatcheck:problem:${code}`,
    title: STATUS_CODES[status] ?? '',
    status,
    code,
    ...more,
  }
  response.setHeader('content-type', 'application/problem+json; charset=utf-8')
  response.writeHead(status).end(JSON.stringify(problem))
}

const server = createServer((request, response) => void greet(request, response))
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => {
  server.close(() => void store.close())
})
