import type { Access } from './guard/access.ts'
import type { RequestAuth } from './auth/request-auth.ts'
import type { CoatcheckDecoration } from './coatcheck-decoration.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route. */
    auth?: Access
    /** `false` exempts the route from the origin guard: for webhooks, which no browser calls. */
    csrf?: false
    /**
     * The media types of bodies that this route takes in where `acceptJsonOnly` holds. Default JSON. Name none
     * that a form can send (`text/plain` and its like) unless no browser is to call the route.
     */
    accepts?: readonly string[]
    /** How long the answer of one of the plugin's own routes may take, in milliseconds, where others are asked for it. */
    coatcheckDeadlineMs?: number
    /** Set on the plugin's own routes, and on no others. */
    coatcheckOwn?: true
  }

  interface FastifyRequest {
    /** Who the request comes from. */
    auth: RequestAuth
  }

  interface FastifyInstance {
    coatcheck: CoatcheckDecoration
  }
}
