import type { ProviderProblem } from '@coatcheck/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../../problem/refused.ts'
import { Unavailable } from '../../problem/unavailable.ts'
import { ProviderFailure } from '../../providers/provider-failure.ts'
import type { RouteServices } from '../auth-routes.ts'

/** Where a browser on a round trip is, as far as that is known. */
interface Whereabouts {
  provider?: string
  returnUrl?: string
  /** True when it was begun from inside an account. */
  isInside?: boolean
}

/**
 * Leads the browser on: it is a page that asks, so an answer for programs would be of no use to anybody. Return it, as
 * one returns what `no-content.ts` makes.
 */
export function leadTo(reply: FastifyReply, location: string): '' {
  reply.code(303).header('location', location)
  return ''
}

/** A round trip that came to nothing; `why` is for the log alone. */
export type Failure = Whereabouts & { problem: ProviderProblem; why?: string }

/** The page that explains a problem, and a line in the log that says more. */
export function problemPage(
  request: FastifyRequest,
  { problem, why, ...whereabouts }: Failure,
  { returnPages }: Pick<RouteServices, 'returnPages'>,
): string {
  const { provider } = whereabouts
  // Whoever changes their mind is no warning.
  const level = problem === 'denied' ? 'info' : 'warn'
  request.log[level]({ provider, problem, why }, 'A round trip to a provider has failed')
  return returnPages.problem(problem, whereabouts)
}

/** Leads to the page that explains a problem. */
export function leadToProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
  services: Pick<RouteServices, 'returnPages'>,
): '' {
  return leadTo(reply, problemPage(request, failure, services))
}

/** Which problem of a round trip an error is. What nobody expected is a trouble of ours, with the error in the log. */
export function toProblem(error: unknown, request: FastifyRequest): { problem: ProviderProblem; why: string } {
  if (error instanceof ProviderFailure) return { problem: error.problem, why: error.message }
  if (error instanceof Refused) return { problem: problemOf(error), why: error.message }
  if (!(error instanceof Unavailable)) request.log.error({ err: error }, 'A request failed')
  return { problem: 'unavailable', why: error instanceof Error ? error.message : String(error) }
}

function problemOf({ refusal: { refused } }: Refused): ProviderProblem {
  if (refused === 'session_limit' || refused === 'too_many_requests') return refused
  return refused === 'unauthenticated' ? 'session_ended' : 'rejected'
}

/** For routes that are pages: whatever goes wrong leads to a page, too. */
export function problemPages(services: Pick<RouteServices, 'returnPages'>) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const isInput = 'validation' in error && error.validation !== undefined
    const outcome = isInput ? ({ problem: 'rejected', why: error.message } as const) : toProblem(error, request)
    return reply.send(leadToProblem(request, reply, outcome, services))
  }
}

/** A host that logs whole URLs must not log what providers put into ours. */
export const withoutQuery = {
  req: (request: FastifyRequest) => ({ method: request.method, url: request.url.split('?', 1)[0], host: request.host }),
}
