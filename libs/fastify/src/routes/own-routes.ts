import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { setAnswerHeaders } from '../answer-headers.ts'
import { notFoundHandler, problemHandler } from '../problem/problem-handler.ts'
import type { FastifyInstance, FastifySerializerCompiler } from 'fastify'
import { avatarRoute } from './avatar.ts'
import { acceptJsonOnly } from './json-only.ts'
import { eventsRoute } from './events.ts'
import { linkIdentityRoute, listIdentitiesRoute, unlinkIdentityRoute } from './identities.ts'
import { loginRoute } from './login.ts'
import { logoutRoute } from './logout.ts'
import { changeMeRoute, deleteMeRoute, meRoute } from './me.ts'
import { removePictureRoute, uploadPictureRoute } from './me/picture.ts'
import { answerMethodNotAllowed } from './method-not-allowed.ts'
import type { RouteServices } from './auth-routes.ts'
import { changePasswordRoute } from './password/change.ts'
import { listProvidersRoute } from './providers.ts'
import { backchannelLogoutRoute } from './providers/backchannel-logout.ts'
import { callbackRoute } from './providers/callback.ts'
import { reauthenticateWithProviderRoute } from './providers/reauthenticate.ts'
import { startRoute } from './providers/start.ts'
import { registerRoute } from './register.ts'
import { extendRoute } from './session/extend.ts'
import { reauthenticateRoute } from './session/reauthenticate.ts'
import { endOtherSessionsRoute, endSessionRoute, listSessionsRoute } from './sessions.ts'
import { statusRoute } from './status.ts'

/** Registers everything under the prefix, in a context in which nothing of the host's applies. */
export function ownRoutes(auth: FastifyInstance, services: RouteServices): void {
  auth.addHook('onRoute', (route) => {
    route.config = { ...route.config, coatcheckOwn: true }
  })
  auth.addHook('onRequest', async (_request, reply) => {
    setAnswerHeaders(reply)
  })
  auth.setErrorHandler(problemHandler)
  auth.setNotFoundHandler(notFoundHandler)
  auth.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Not the host's: its schemas may be of another kind, and what it wraps its answers in is not in our contract.
  auth.setSerializerCompiler(SerializerSelector()({}, {}) as FastifySerializerCompiler<unknown>)
  auth.setReplySerializer(null as never)
  acceptJsonOnly(auth)
  const answerOtherMethods = answerMethodNotAllowed(auth)
  for (const route of routes) route(auth, services)
  // Without a provider there is nobody to come back from.
  if (services.providers.isAny) for (const route of providerRoutes) route(auth, services)
  answerOtherMethods()
}

const routes = [
  ...[statusRoute, meRoute, changeMeRoute, deleteMeRoute],
  ...[avatarRoute, uploadPictureRoute, removePictureRoute],
  ...[registerRoute, loginRoute, logoutRoute, changePasswordRoute],
  ...[extendRoute, reauthenticateRoute],
  ...[listSessionsRoute, endSessionRoute, endOtherSessionsRoute],
  ...[eventsRoute, listProvidersRoute, listIdentitiesRoute, unlinkIdentityRoute],
]

const providerRoutes = [
  ...[startRoute, callbackRoute, backchannelLogoutRoute, reauthenticateWithProviderRoute],
  linkIdentityRoute,
]
