import { type Problem, type ProblemCode, problemStatus } from '@coatcheck/contract'
import type { FastifyReply } from 'fastify'
import { setAnswerHeaders } from '../answer-headers.ts'
import type { Refusal } from './refusal.ts'

const titles: Record<ProblemCode, string> = {
  invalid_input: 'The request is not valid',
  password_too_weak: 'The password is too weak',
  unauthenticated: 'Nobody is logged in',
  invalid_credentials: 'The e-mail address or the password is wrong',
  forbidden: 'This is not allowed',
  csrf_rejected: 'The request came from another site',
  reauthentication_required: 'Please confirm who you are',
  not_found: 'There is nothing here',
  method_not_allowed: 'This method is not possible here',
  email_taken: 'This e-mail address has an account already',
  identity_taken: 'This identity belongs to another account',
  last_login_method: 'The last way to log in cannot be removed',
  no_password: 'This account has no password',
  session_limit: 'There are too many sessions',
  too_large: 'The request is too large',
  unsupported_media_type: 'This kind of body is not taken in here',
  unknown_host: 'This host is not known here',
  too_many_requests: 'Too many tries',
  internal_error: 'Something went wrong',
  unavailable: 'The service is not available at the moment',
  overloaded: 'The service is busy at the moment',
}

/** The body of a refusal (RFC 9457). */
export function toProblem(refusal: Refusal, requestId: string): Problem {
  const { refused: code, ...more } = refusal
  return {
    type: `urn:coatcheck:problem:${code}`,
    title: titles[code],
    status: problemStatus[code],
    code,
    ...more,
    requestId,
  }
}

/** Answers with problem+json: the one place that makes it. */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  setAnswerHeaders(reply)
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds))
  return reply
    .code(refusal.status ?? problemStatus[refusal.refused])
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(toProblem(refusal, reply.request.id))
}
