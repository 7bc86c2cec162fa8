// Nothing of Fastify is loaded from here, not even its types: for a raw `node:http` server, a WebSocket, a worker.
export { Unavailable } from './problem/unavailable.ts'
export type { Clock } from './sessions/clock.ts'
export type { Lifetimes } from './sessions/lifetimes.ts'
export type { SessionReading } from './sessions/read-session.ts'
export { createSessionReader, type SessionReader, type SessionReaderOptions } from './sessions/session-reader.ts'
export type { ProfileInput, Users } from './users/users.ts'
