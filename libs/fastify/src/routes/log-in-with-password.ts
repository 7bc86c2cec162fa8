import type { LoggedIn } from '@coatcheck/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LogInOptions } from '../auth/begin-login.ts'
import type { RouteServices } from './auth-routes.ts'

/**
 * Logs in somebody who has just proven a password, in a browser that is a known device of theirs from now on. No other
 * way of logging in makes one: a device keeps passwords from being guessed, and nothing else.
 */
export async function logInWithPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  { userId, ...options }: { userId: string } & LogInOptions,
  { devices, deviceCookie }: RouteServices,
): Promise<LoggedIn> {
  // Before the session begins: trouble with the store must not leave one that nobody has the token of.
  const deviceToken = await devices?.remember(deviceCookie.read(request), userId)
  const loggedIn = await request.auth.logIn(reply, userId, options)
  if (typeof deviceToken === 'string') deviceCookie.keep(reply, deviceToken)
  return loggedIn
}
