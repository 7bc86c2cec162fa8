import { expectTypeOf, it } from 'vitest'
import type { EndReason, Problem, ProblemCode, Status } from './index.ts'

it('tells the two statuses apart by authenticated', () => {
  expectTypeOf<Extract<Status, { authenticated: false }>['reason']>().toEqualTypeOf<EndReason | null>()
  expectTypeOf<Extract<Status, { authenticated: true }>['userId']>().toEqualTypeOf<string>()
})

it('has a closed set of problem codes', () => {
  expectTypeOf<Problem['code']>().toEqualTypeOf<ProblemCode>()
})
