export { ChangePasswordSchema, EmptySchema, LoginSchema, ReauthenticateSchema, RegisterSchema } from './credentials.ts'
export { DeviceSessionSchema, DeviceSessionsSchema } from './device-session.ts'
export { ProblemSchema } from './problem.ts'
export { ProfilePatchSchema, ProfileSchema } from './profile.ts'
export {
  AnonymousStatusSchema,
  AuthenticatedStatusSchema,
  SessionInfoSchema,
  StatusQuerySchema,
  StatusSchema,
} from './status.ts'
