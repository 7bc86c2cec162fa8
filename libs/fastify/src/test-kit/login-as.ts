import type { FastifyInstance } from 'fastify'
import type {} from '../augmentation.ts'
import { TestSession } from './test-session.ts'

export interface LoginAsOptions {
  /** Opens the step-up window, as if the user had just confirmed the password. Default false. */
  reauthenticated?: boolean
  /** "Remember me". Default false. */
  remember?: boolean
  /** How the user proved who they are. Default `['password']`. */
  methods?: string[]
  /** The browser that the list of devices shows. Default: none that anybody knows. */
  userAgent?: string
}

/**
 * Logs a user of the app in for a test: no password, no request, and yet a session like every other, made by the
 * sessions service of the app. Nothing of an app leads here from outside, and nothing that ships may import it. Throws
 * when there is no such user, or no room for one more session.
 *
 * @example
 * const session = await loginAs(app, 'usr_17', { reauthenticated: true })
 * const answer = await session.inject({ method: 'DELETE', url: '/shop' })
 */
export async function loginAs(
  app: FastifyInstance,
  user: string | { id: string },
  { reauthenticated = false, remember = false, methods = ['password'], userAgent }: LoginAsOptions = {},
): Promise<TestSession> {
  await app.ready()
  if (!app.hasDecorator('coatcheck')) throw new Error('loginAs: register the plugin coatcheck in the app first.')
  const { sessions, sessionCookie, readSession } = app.coatcheck
  const userId = typeof user === 'string' ? user : user.id
  const device = { ip: '127.0.0.1', userAgent: userAgent ?? null }

  const begun = await sessions.begin(userId, { methods, persistent: remember, device, replaces: [] })
  if (begun === null) throw new Error(`loginAs: sessionLimit leaves no room for one more session of ${userId}.`)
  const open = reauthenticated ? await sessions.rotate(begun.session, { reauthenticated }) : begun
  const token = open?.token ?? ''
  const reading = await readSession(`${sessionCookie.name}=${token}`)
  if (reading.authenticated) return new TestSession(app, reading, token)
  await sessions.endOne(userId, begun.session.id, 'revoked')
  throw new Error(`loginAs: there is no user ${userId}. Create the user in the test first.`)
}
