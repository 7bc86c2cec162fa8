/**
 * The policy of the document (ASVS 3.4.3): scripts and everything else from here alone, the styles that
 * Angular adds by the nonce of this one answer, no string ever turned into code (Trusted Types).
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // Of our own pages a single one lets itself be framed: that of the attacker under the hood.
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types angular angular#bundler',
  ].join('; ')
}
