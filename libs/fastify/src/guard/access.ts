/**
 * Who may call a route, said in the route's own configuration.
 * `public`: everybody; `user`: whoever is logged in; `{ role }`: whoever is logged in and has the role.
 *
 * @example
 * app.get('/orders', { config: { auth: 'user' } }, handler)
 */
export type Access = 'public' | 'user' | { role: string }

/** What holds for routes that say nothing: `deny` refuses them, `public` is for apps being converted. */
export type DefaultAccess = 'deny' | 'public'

/** Throws for a route whose `config.auth` nobody could have meant: a typo must not open a route. */
export function checkAccess(access: unknown, route: string): void {
  if (access === undefined || access === 'public' || access === 'user') return
  if (typeof access === 'object' && access !== null) {
    const { role, ...others } = access as Record<string, unknown>
    if (typeof role === 'string' && role !== '' && Object.keys(others).length === 0) return
  }
  throw new Error(
    `coatcheck: ${route} has config.auth ${JSON.stringify(access)}. Use 'public', 'user' or { role: 'admin' }.`,
  )
}
