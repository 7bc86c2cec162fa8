import type { FastifyReply } from 'fastify'

/** Takes a cookie off a reply that has not been sent yet; other cookies stay on it. */
export function withdrawCookie(reply: FastifyReply, name: string): void {
  const sent = [reply.getHeader('set-cookie') ?? []].flat().map(String)
  const others = sent.filter((one) => !one.startsWith(`${name}=`))
  if (others.length === sent.length) return
  reply.removeHeader('set-cookie')
  if (others.length > 0) reply.header('set-cookie', others)
}
