import Type, { type Static } from 'typebox'
import { endReasons } from './end-reason.ts'
import { type ProblemCode, problemStatus } from './problem-code.ts'

const codes = Object.keys(problemStatus) as ProblemCode[]

/** An error as `application/problem+json` (RFC 9457). Decide by `code`; show `detail` or a text of your own. */
export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.Enum(codes),
  detail: Type.Optional(Type.String()),
  /** With `unauthenticated`: why the session ended, as in {@link AnonymousStatusSchema}. */
  reason: Type.Optional(Type.Union([Type.Enum([...endReasons]), Type.Null()])),
  /** What is wrong with which field; `pointer` is a JSON pointer (RFC 6901) into the body. */
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
  /** With `no_password`: how this user can prove who they are instead. */
  loginMethods: Type.Optional(Type.Array(Type.String())),
  retryAfterSeconds: Type.Optional(Type.Integer()),
  requestId: Type.Optional(Type.String()),
})

/** See {@link ProblemSchema}. */
export type Problem = Static<typeof ProblemSchema>
