import type { FastifyHttpOptions, RawServerDefault } from 'fastify'
import { randomUUID } from 'node:crypto'
import { answerBrokenHttp, answerBrokenRequest } from './broken-requests.ts'
import type { AppConfig } from './config.ts'
import { LogOutput } from './log-output.ts'

/** How the server listens and what it logs. */
export function serverOptions({
  trustProxy = [],
  logLevel = 'info',
  requestTimeoutMs = 15_000,
}: AppConfig): FastifyHttpOptions<RawServerDefault> {
  return {
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: 64 * 1024,
    genReqId: () => randomUUID(),
    // Set together: `requestTimeout` alone does not stop a slow body.
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs / 2),
    },
    forceCloseConnections: 'idle',
    // What still arrives is answered like anything else, and its connection closed after it: graceful-stop.ts.
    return503OnClosing: false,
    frameworkErrors: answerBrokenRequest,
    clientErrorHandler: answerBrokenHttp,
    logger: {
      level: logLevel,
      stream: new LogOutput(),
      redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
      serializers: {
        // Without the query: links from mails carry secrets there.
        req: ({ method, url, ip }) => ({ method, path: url.split('?', 1)[0], ip }),
      },
    },
  }
}
