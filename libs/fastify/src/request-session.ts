// Not as a type alone: only so do the published declarations bring `request.session` along.
import '@fastify/session'

export { requestSession } from './request-session/request-session.ts'
