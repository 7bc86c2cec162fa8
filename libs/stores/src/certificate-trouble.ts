/** What Node calls the ways in which a certificate is no good, such as `CERT_HAS_EXPIRED` (https://nodejs.org/api/tls.html). */
const certificateCode = /CERT|^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/

/** True when a server was reached whose certificate is not to be trusted. Waiting does not change that. */
export function isCertificateTrouble(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && certificateCode.test(code)
}
