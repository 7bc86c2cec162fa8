import type { CoatcheckConfig } from './coatcheck-config'

/**
 * True when a request goes to the configured API. Both sides are parsed first, so that neither `//auth` (another
 * host) nor `/auth/../public` is taken for it, and a sibling such as `/authors` is not either.
 */
export function isApiRequest(url: string, config: CoatcheckConfig, baseUri: string): boolean {
  const target = toFolder(url, baseUri)
  return [config.prefix, ...config.also].some((base) => {
    const api = toFolder(base, baseUri)
    return api !== null && target?.startsWith(api)
  })
}

function toFolder(url: string, baseUri: string): string | null {
  const parsed = URL.parse(url, baseUri)
  return parsed && `${parsed.origin}${parsed.pathname}/`.replace(/\/+$/, '/')
}
