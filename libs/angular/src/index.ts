export {
  type AuthAnswerReader as ɵAuthAnswerReader,
  AuthApi as ɵAuthApi,
  type AuthCallOptions as ɵAuthCallOptions,
} from './auth-api'
export { SKIP_COATCHECK } from './skip-coatcheck'
export { AuthError, type AuthErrorKind } from './auth-error'
export type { AuthEvent, AuthEventSource } from './auth-event'
export { authGuard } from './auth-guard'
export { AuthService } from './auth-service'
export type { AuthSnapshot, AuthStatus } from './auth-snapshot'
export { AuthState as ɵAuthState } from './auth-state'
export { BECAUSE } from './because'
export type { CoatcheckConfig, CoatcheckRoutes } from './coatcheck-config'
export { CoatAvatar } from './coat-avatar'
export { coatcheckInterceptor } from './coatcheck-interceptor'
export { formErrors } from './form-errors'
export { guestGuard } from './guest-guard'
export { Identities, type LeaveForProviderOptions } from './identities'
export { injectProfileIncomplete, type ProfileGap } from './inject-profile-incomplete'
export { LEAVE_FOR as ɵLEAVE_FOR } from './leave-for'
export { LOAD_ANEW as ɵLOAD_ANEW } from './load-anew'
export { LoginProviders } from './login-providers'
export type { LoginWithOptions } from './login-with-options'
export type { Profile } from './profile'
export { ProfilePicture } from './profile-picture'
export { type CoatcheckFeature, provideCoatcheck } from './provide-coatcheck'
export { registerReauthenticationPrompt } from './reauthentication-prompt'
export { recentAuthGuard } from './recent-auth-guard'
export { roleGuard } from './role-guard'
export { safeReturnUrl } from './safe-return-url'
export type { OwnSessions } from './own-sessions'
export { type Reauthentication, STEP_UP as ɵSTEP_UP } from './step-up'
export { toProviderProblem } from './to-provider-problem'
export { toSnapshot as ɵtoSnapshot } from './to-snapshot'
export { withApi } from './with-api'
export { withLiveEvents } from './with-live-events'
export { withNoRevalidation } from './with-no-revalidation'
export { withNoTabSync } from './with-no-tab-sync'
export { withRoutes } from './with-routes'
export { withUserSwitch } from './with-user-switch'
export type {
  ChangePassword as ChangePasswordFields,
  DeviceSession,
  EndReason,
  // The service that asks for the list has the name already.
  Identities as IdentityList,
  Identity,
  // An app has a component of either name already.
  Login as LoginFields,
  Problem,
  ProblemCode,
  ProfilePatch,
  Provider,
  ProviderProblem,
  Reauthenticate as ReauthenticateFields,
  Register as RegisterFields,
  SessionInfo,
} from '@coatcheck/contract'
