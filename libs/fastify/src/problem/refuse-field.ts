import { type Refusal, refuse } from './refusal.ts'

/** Refuses one field of a body; `pointer` is a JSON pointer (RFC 6901). */
export function refuseField(pointer: string, message: string): Refusal {
  return refuse('invalid_input', { errors: [{ pointer, message }] })
}
