import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Refusal, refuse } from './refusal.ts'
import { sendProblem } from './send-problem.ts'
import { Unavailable } from './unavailable.ts'

/**
 * The error handler of everything under the prefix; an app may use it for its own routes too. Nothing of
 * the error reaches the client but its kind: no stack, no driver's message, no echo of the input.
 *
 * @example
 * app.setErrorHandler(problemHandler)
 */
export function problemHandler(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error)
  if (refusal.refused === 'internal_error') request.log.error({ err: error }, 'A request failed')
  else if (error instanceof Unavailable) request.log.warn({ err: error }, 'A dependency is in trouble')
  return sendProblem(reply, refusal)
}

/** Answers 404 as problem+json; for `setNotFoundHandler`. */
export function notFoundHandler(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, refuse('not_found'))
}

function toRefusal(error: FastifyError | Unavailable): Refusal {
  if (error instanceof Unavailable) {
    const code = error.code === 'COATCHECK_OVERLOADED' ? 'overloaded' : 'unavailable'
    return refuse(code, { retryAfterSeconds: error.retryAfterSeconds })
  }
  if (error.validation !== undefined) return refuse('invalid_input', { errors: toErrors(error) })
  if (error.statusCode === 413) return refuse('too_large')
  if (error.statusCode === 415) return refuse('unsupported_media_type')
  if (error.statusCode === 404) return refuse('not_found')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refuse('invalid_input')
  return refuse('internal_error')
}

/** Validation errors with JSON pointers. Names of fields come from the schema, never from the input. */
function toErrors({ validation = [], validationContext = 'body' }: FastifyError) {
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
