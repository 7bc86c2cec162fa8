import type { ProfileFields } from './profile.ts'

/**
 * What the browser may know about the user. An app with fields of its own declares them once:
 *
 * @example
 * declare module '@coatcheck/contract' {
 *   interface Profile { department: string }
 * }
 */
export interface Profile extends ProfileFields {}

export { authPaths, defaultPrefix } from './paths.ts'
export { type EndReason, endReasons } from './end-reason.ts'
export { type ProblemCode, problemStatus } from './problem-code.ts'
export { type ProviderProblem, providerProblems } from './provider-problem.ts'
export type { ChangePassword, Login, Reauthenticate, Register } from './credentials.ts'
export type { DeviceSession, DeviceSessions } from './device-session.ts'
export type { Identities, Identity } from './identity.ts'
export type { LiveEvents } from './live-event.ts'
export type { LoggedOut, Logout } from './logout.ts'
export type { Problem } from './problem.ts'
export type { ProfileFields, ProfilePatch } from './profile.ts'
export type { LeaveForProvider, Provider, ProviderLocation, Providers } from './provider.ts'
export type { AnonymousStatus, AuthenticatedStatus, LoggedIn, SessionInfo, Status } from './status.ts'
