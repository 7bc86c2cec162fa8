import type { EndReason, ProblemCode } from '@coatcheck/contract'

/** A "no" that was to be expected: a value, not an error. Becomes problem+json in `send-problem.ts` alone. */
export interface Refusal {
  refused: ProblemCode
  /** Where it differs from the usual status of the code: a wrong password on a live session is 403, not 401. */
  status?: number
  /** A sentence for the person: what is wrong and what to do next. Never an echo of the input. */
  detail?: string
  /** With `unauthenticated`: why the session ended. */
  reason?: EndReason | null
  /** With `no_password`: how else this user can log in. */
  loginMethods?: string[]
  errors?: { pointer: string; message: string }[]
  retryAfterSeconds?: number
}

/** Makes a refusal. */
export function refuse(code: ProblemCode, more: Omit<Refusal, 'refused'> = {}): Refusal {
  return { refused: code, ...more }
}

/** Tells a refusal from what a service returns when all went well. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}
