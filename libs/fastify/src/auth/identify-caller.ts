import type { FastifyRequest } from 'fastify'
import { toDevice } from '../sessions/device.ts'
import type { AuthServices } from './auth-services.ts'
import type { Caller } from './caller.ts'

/** Asks the stores who a request comes from, and records that the user is active. */
export async function identifyCaller(
  request: FastifyRequest,
  { sessions, people, cookie }: AuthServices,
): Promise<Caller> {
  const found = await sessions.find(cookie.read(request))
  if (!found.live) return { authenticated: false, reason: found.reason }
  const user = await people.findById(found.session.userId)
  if (user === null) return { authenticated: false, reason: 'account_deleted' }
  if (isActivity(request)) sessions.recordActivity(found.session, deviceOf(request))
  return { authenticated: true, user, session: found.session }
}

/** Where a request comes from. */
export function deviceOf(request: FastifyRequest) {
  return toDevice(request.ip, request.headers['user-agent'])
}

/** A tab left open asks and asks; that must not keep its session alive ("Sessions in time" of the contract). */
function isActivity({ method, headers, routeOptions }: FastifyRequest): boolean {
  if (headers['x-auth-background'] === '1') return false
  return !((method === 'GET' || method === 'HEAD') && routeOptions.config.coatcheckOwn === true)
}
