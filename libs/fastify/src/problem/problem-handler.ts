import type { ProblemCode } from '@coatcheck/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, refuse } from './refusal.ts'
import { Refused } from './refused.ts'
import { sendProblem } from './send-problem.ts'
import { Unavailable } from './unavailable.ts'

/** What an error means that says a status and nothing else, such as one of the host's rate limiter. */
const codeOfStatus: Record<number, ProblemCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
  421: 'unknown_host',
  429: 'too_many_requests',
  503: 'unavailable',
}

/**
 * The error handler of everything under the prefix; an app may use it for its own routes too. Nothing of
 * the error reaches the client but its kind: no stack, no driver's message, no echo of the input.
 *
 * @example
 * app.setErrorHandler(problemHandler)
 */
export function problemHandler(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error, Number(reply.getHeader('retry-after')))
  if (refusal.refused === 'internal_error') request.log.error({ err: error }, 'A request failed')
  else if (error instanceof Unavailable) request.log.warn({ err: error }, 'A dependency is in trouble')
  return sendProblem(reply, refusal)
}

/** Answers 404 as problem+json; for `setNotFoundHandler`. */
export function notFoundHandler(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, refuse('not_found'))
}

/** Anything at all can be thrown, also null; only then is it no error of Fastify's. */
function toRefusal(error: Partial<FastifyError> | null, retryAfterSeconds: number): Refusal {
  if (error instanceof Refused) return error.refusal
  if (error instanceof Unavailable) {
    const code = error.code === 'COATCHECK_OVERLOADED' ? 'overloaded' : 'unavailable'
    return refuse(code, { retryAfterSeconds: error.retryAfterSeconds })
  }
  if (error?.validation !== undefined) return refuse('invalid_input', { errors: toErrors(error) })
  const { statusCode: status = 500 } = error ?? {}
  const code = codeOfStatus[status]
  if (code === 'unavailable') return refuse(code, { retryAfterSeconds: retryAfterSeconds || 1 })
  if (code !== undefined) return refuse(code, retryAfterSeconds > 0 ? { retryAfterSeconds } : {})
  return refuse(status >= 400 && status < 500 ? 'invalid_input' : 'internal_error')
}

/** Validation errors with JSON pointers. Names of fields come from the schema, never from the input. */
function toErrors({ validation = [], validationContext = 'body' }: Partial<FastifyError>) {
  return validation.flatMap(({ instancePath, keyword, message, params }) => {
    if (keyword === 'required') {
      const missing = params['requiredProperties'] ?? [params['missingProperty']]
      return (missing as unknown[]).map((name) => ({ pointer: `/${String(name)}`, message: 'is required' }))
    }
    if (keyword === 'additionalProperties') {
      return [{ pointer: '', message: `the ${validationContext} has a field that is not known here` }]
    }
    // A field that is not known fails once more, as `false schema`; saying it once is enough.
    if (keyword === 'boolean') return []
    return [{ pointer: instancePath, message: message ?? 'is not valid' }]
  })
}
