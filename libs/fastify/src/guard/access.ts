import { readDurationMs } from './duration.ts'

/**
 * Who may call a route, said in the route's own configuration.
 * `public`: everybody; `user`: whoever is logged in; `{ role }`: whoever is logged in and has the role;
 * `{ within }`: whoever has proven again, so short a time ago, who they are (`90s`, `10m`, `1h`): step-up.
 *
 * @example
 * app.get('/orders', { config: { auth: 'user' } }, handler)
 * app.delete('/shop', { config: { auth: { role: 'admin', within: '10m' } } }, handler)
 */
export type Access = 'public' | 'user' | { role: string; within?: string } | { role?: string; within: string }

/** What holds for routes that say nothing: `deny` refuses them, `public` is for apps being converted. */
export type DefaultAccess = 'deny' | 'public'

/** Throws for a route whose `config.auth` nobody could have meant: a typo must not open a route. */
export function checkAccess(access: unknown, route: string): void {
  if (access === undefined || access === 'public' || access === 'user' || isDemand(access)) return
  throw new Error(
    `coatcheck: ${route} has config.auth ${JSON.stringify(access)}. Use 'public', 'user', { role: 'admin' } or ` +
      `{ within: '10m' }.`,
  )
}

function isDemand(access: unknown): boolean {
  if (typeof access !== 'object' || access === null) return false
  const { role, within, ...others } = access as Record<string, unknown>
  if (Object.keys(others).length > 0 || (role === undefined && within === undefined)) return false
  const isRole = role === undefined || (typeof role === 'string' && role !== '')
  return isRole && (within === undefined || (typeof within === 'string' && readDurationMs(within) !== null))
}
