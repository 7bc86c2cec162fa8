import type { FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '../problem/refusal.ts'
import type { KnownHosts } from './known-hosts.ts'
import type { OriginGuard } from './origin-guard.ts'

/** Refuses a request that was meant for another host or comes from another site; null lets it pass. */
export type SourceCheck = (request: FastifyRequest) => Refusal | null

/** Makes the check that everything which logs in, logs out or is guarded goes through. */
export function createSourceCheck(knownHosts: KnownHosts, originGuard: OriginGuard): SourceCheck {
  return (request) => {
    if (!knownHosts.isKnown(request)) return refuse('unknown_host')
    return request.routeOptions.config.csrf === false ? null : originGuard.check(request)
  }
}
