import { refuse, sendProblem, toProblem, type Refusal } from '@coatcheck/fastify'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

/** Answers a request whose URL cannot be read; Fastify's own answer would repeat the URL. */
export function answerBrokenRequest(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, refuse('invalid_input'))
}

/** What was wrong with bytes that are no HTTP, as a status; everything else is 400. */
const statusOf: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** Answers what is no HTTP at all, or takes too long to become it, and lets go of the connection. */
export function answerBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOf[error.code ?? ''] ?? 400
  const refusal: Refusal = refuse(status === 413 ? 'too_large' : 'invalid_input')
  const body = JSON.stringify({ ...toProblem(refusal, randomUUID()), status })
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
      `Content-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}
