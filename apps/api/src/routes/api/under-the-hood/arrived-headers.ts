import type { IncomingHttpHeaders } from 'node:http'

/** What tells of a browser and its page. Everything else may be a secret, or the business of the proxy that added it. */
const shown = [
  ...['host', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent'],
  ...['accept', 'accept-language', 'content-type', 'x-auth-background', 'x-under-the-hood'],
]

const longestValue = 256

/** The headers of a request that are fit to be shown, and how many were left out beside the cookies. */
export function arrivedHeaders(headers: IncomingHttpHeaders): {
  headers: { name: string; value: string }[]
  otherHeaders: number
} {
  const fit = shown.flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [{ name, value: value.slice(0, longestValue) }] : []
  })
  const others = Object.keys(headers).filter((name) => name !== 'cookie' && !shown.includes(name))
  return { headers: fit, otherHeaders: others.length }
}
