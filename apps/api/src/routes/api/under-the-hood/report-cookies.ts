import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { lookOfCookies, lookOfSetCookie } from './cookie-look.ts'

/** Asks for the report, and carries it. */
const header = 'x-under-the-hood'

/**
 * Tells a page that asks for it, with `X-Under-The-Hood: 1`, which cookies went by in this exchange: names, lengths and
 * attributes, never a value. Scripts can see neither `Cookie` nor `Set-Cookie`. Only on answers that no cache keeps.
 */
export const reportCookies = fastifyPlugin(async (app: FastifyInstance) => {
  app.addHook('onSend', async ({ headers }, reply) => {
    if (headers[header] !== '1' || !String(reply.getHeader('cache-control')).includes('no-store')) return
    const set = [reply.getHeader('set-cookie') ?? []].flat().map((one) => lookOfSetCookie(String(one)))
    reply.header(header, toAscii(JSON.stringify({ cookies: lookOfCookies(headers.cookie), setCookies: set })))
  })
})

/** A browser may send a cookie whose name is no ASCII; as a header that would be a 500. */
function toAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
