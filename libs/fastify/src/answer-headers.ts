import type { FastifyReply } from 'fastify'

/** The answer belongs to one person: no cache may keep it, not even for the same person (FC-20). */
export function forbidCaching(reply: FastifyReply): void {
  reply.header('cache-control', 'private, no-store')
  reply.header('vary', withVary(reply.getHeader('vary')))
}

/** What everything under the prefix says: never cached, never shown as a page, never embedded (ASVS 3.2.1). */
export function setAnswerHeaders(reply: FastifyReply): void {
  forbidCaching(reply)
  reply.headers({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
}

/** The headers on which an answer depends, beside those that the host has named already. */
function withVary(present: string | number | string[] | undefined): string {
  const names = new Set(
    String(present ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  )
  return [...names.add('Cookie').add('Origin').add('Sec-Fetch-Site')].join(', ')
}
