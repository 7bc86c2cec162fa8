export { EmptySchema, LoginSchema, RegisterSchema } from './credentials.ts'
export { ProblemSchema } from './problem.ts'
export { ProfileSchema } from './profile.ts'
export {
  AnonymousStatusSchema,
  AuthenticatedStatusSchema,
  SessionInfoSchema,
  StatusQuerySchema,
  StatusSchema,
} from './status.ts'
