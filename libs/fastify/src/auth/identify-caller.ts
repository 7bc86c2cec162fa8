import type { FastifyRequest } from 'fastify'
import { toDevice } from '../sessions/device.ts'
import type { AuthServices } from './auth-services.ts'
import type { Caller } from './caller.ts'
import { findCaller } from './find-caller.ts'

/** Asks the stores who a request comes from, and records that the user is active. */
export async function identifyCaller(
  request: FastifyRequest,
  { sessions, people, cookie }: AuthServices,
): Promise<Caller> {
  const caller = await findCaller(cookie.read(request), { sessions, people })
  if (caller.authenticated && isActivity(request)) sessions.recordActivity(caller.session, deviceOf(request))
  return caller
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
