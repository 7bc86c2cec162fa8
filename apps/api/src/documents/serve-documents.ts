import { notFoundHandler } from '@coatcheck/fastify'
import { documentWithStatus } from '@coatcheck/fastify/spa'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentSecurityPolicy } from './content-security-policy.ts'

/** What the build puts a hash of the content into, such as `chunk-DT9hDP-G.js`: it never changes. */
const hashed = /-[\w-]{8}\.(?:js|css|woff2?|svg|png)(?:\.br|\.gz)?$/

/** The place in the document where the nonce of this answer goes. */
const noncePlace = '__csp_nonce__'

/**
 * Serves the built web app: its files as they are, precompressed, and for every other page address the one
 * document, with the status of whoever asks for it inside (so that the first paint is right).
 */
export const serveDocuments = fastifyPlugin(async (app: FastifyInstance, { webRoot }: { webRoot: string }) => {
  const html = await readFile(join(webRoot, 'index.html'), 'utf8')

  await app.register(async (files) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, auth: 'public' }
    })
    await files.register(fastifyStatic, {
      root: webRoot,
      wildcard: false,
      index: false,
      globIgnore: ['index.html*'],
      preCompressed: true,
      decorateReply: false,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  })

  app.setNotFoundHandler(async (request, reply) => {
    if (!isPage(request)) return notFoundHandler(request, reply)
    return sendDocument(request, reply, html)
  })
})

/** An address that a person may type or reload. A missing script must be a 404 and not a page. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  const accepts = headers.accept ?? '*/*'
  return (
    (method === 'GET' || method === 'HEAD') &&
    (accepts.includes('text/html') || accepts.includes('*/*')) &&
    !/\.\w+$/.test(path) &&
    // The browser would take `//name` for another host as soon as a script repeats it.
    !/^\/[/\\]/.test(path) &&
    !/^\/(?:auth|api)(?:\/|$)/i.test(path)
  )
}

async function sendDocument(request: FastifyRequest, reply: FastifyReply, html: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  const document = await documentWithStatus(request, html.replaceAll(noncePlace, nonce))
  return reply
    .code(200)
    .headers({
      'cache-control': 'private, no-store',
      vary: 'Cookie',
      'content-security-policy': contentSecurityPolicy(nonce),
    })
    .type('text/html; charset=utf-8')
    .send(document)
}
