import type { CoatcheckFeature } from './provide-coatcheck'

/**
 * Says where the API is. Only requests to it are watched by the interceptor.
 *
 * @example
 * withApi('/auth', { also: ['/api'] })
 */
export function withApi(prefix: string, options: { readonly also?: readonly string[] } = {}): CoatcheckFeature {
  return { config: { prefix, also: options.also ?? [] } }
}
