// For the tests of a host, and for nothing else: whoever calls `loginAs` is logged in without a password.
export { loginAs, type LoginAsOptions } from './test-kit/login-as.ts'
export type { TestSession } from './test-kit/test-session.ts'
