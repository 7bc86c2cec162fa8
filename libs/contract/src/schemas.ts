export { ChangePasswordSchema, EmptySchema, LoginSchema, ReauthenticateSchema, RegisterSchema } from './credentials.ts'
export { DeviceSessionSchema, DeviceSessionsSchema } from './device-session.ts'
export { IdentitiesSchema, IdentitySchema } from './identity.ts'
export { LoggedOutSchema, LogoutSchema } from './logout.ts'
export { ProblemSchema } from './problem.ts'
export { ProfilePatchSchema, ProfileSchema } from './profile.ts'
export {
  LeaveForProviderSchema,
  ProviderLocationSchema,
  ProviderSchema,
  ProvidersSchema,
  StartQuerySchema,
} from './provider.ts'
export {
  AnonymousStatusSchema,
  AuthenticatedStatusSchema,
  SessionInfoSchema,
  StatusQuerySchema,
  StatusSchema,
} from './status.ts'
