import type * as OpenidClient from 'openid-client'

/**
 * What makes openid-client speak plain http. Only where nobody is in between: `isProviderUrl` lets none but loopback
 * addresses be without TLS.
 */
export function allowPlainHttp(
  client: typeof OpenidClient,
  address: string,
): ((config: OpenidClient.Configuration) => void)[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated so that it stands out, and here it does
  return address.startsWith('http:') ? [client.allowInsecureRequests] : []
}
