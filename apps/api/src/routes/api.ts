import { acceptJsonOnly, answerMethodNotAllowed, notFoundHandler } from '@coatcheck/fastify'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { countriesRoutes } from './api/countries.ts'
import { underTheHoodRoutes } from './api/under-the-hood.ts'

/** The app's own API, below `/api`: JSON in, JSON or problem+json out. */
export async function apiRoutes(app: FastifyInstance): Promise<void> {
  acceptJsonOnly(app)
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setNotFoundHandler(notFoundHandler)
  const answerOtherMethods = answerMethodNotAllowed(app)
  await app.register(countriesRoutes)
  await app.register(underTheHoodRoutes)
  answerOtherMethods()
}
