export { requestSession } from './request-session/request-session.ts'
