import type { CoatcheckConfig } from './coatcheck-config'

/**
 * True when a request goes to the configured API. Both sides are parsed first, so that neither `//auth` (another
 * host) nor `/auth/../public` is taken for it, and a sibling such as `/authors` is not either.
 */
export function isApiRequest(url: string, config: CoatcheckConfig, baseUri: string): boolean {
  const target = URL.parse(url, baseUri)
  return [config.prefix, ...config.also].some((base) => {
    const api = URL.parse(base, baseUri)
    if (!target || !api || target.origin !== api.origin) return false
    const folder = api.pathname.endsWith('/') ? api.pathname : `${api.pathname}/`
    return `${target.pathname}/`.startsWith(folder)
  })
}
