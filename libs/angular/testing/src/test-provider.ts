import type { Provider } from '@coatcheck/angular'

/** A complete provider for tests; say only what matters. */
export function testProvider(fields: Partial<Provider> = {}): Provider {
  return { id: 'google', label: 'Google', icon: 'google', available: true, configured: true, logsOut: true, ...fields }
}
