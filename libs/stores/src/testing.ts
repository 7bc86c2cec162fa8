export { describePasswordStore } from './testing/describe-password-store.ts'
export { describeSessionStore } from './testing/describe-session-store.ts'
export { describeUserStore } from './testing/describe-user-store.ts'
