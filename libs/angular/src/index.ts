export { AuthApi as ɵAuthApi } from './auth-api'
export { SKIP_COATCHECK } from './skip-coatcheck'
export { AuthError, type AuthErrorKind } from './auth-error'
export type { AuthEvent, AuthEventSource } from './auth-event'
export { authGuard } from './auth-guard'
export { AuthService } from './auth-service'
export type { AuthSnapshot, AuthStatus } from './auth-snapshot'
export { AuthState as ɵAuthState } from './auth-state'
export type { CoatcheckConfig, CoatcheckRoutes } from './coatcheck-config'
export { coatcheckInterceptor } from './coatcheck-interceptor'
export { formErrors } from './form-errors'
export { guestGuard } from './guest-guard'
export type { Profile } from './profile'
export { type CoatcheckFeature, provideCoatcheck } from './provide-coatcheck'
export { safeReturnUrl } from './safe-return-url'
export { toSnapshot as ɵtoSnapshot } from './to-snapshot'
export { withApi } from './with-api'
export { withRoutes } from './with-routes'
export type {
  EndReason,
  // An app has a component of either name already.
  Login as LoginFields,
  Problem,
  ProblemCode,
  Register as RegisterFields,
  SessionInfo,
} from '@coatcheck/contract'
