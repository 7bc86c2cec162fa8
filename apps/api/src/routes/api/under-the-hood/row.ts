import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { arrivedHeaders } from './arrived-headers.ts'
import { CookieLookSchema, lookOfCookies } from './cookie-look.ts'

const Text = Type.String()
const TextOrNull = Type.Union([Text, Type.Null()])

/** What the server keeps of a session, and what arrived with the question. No credential is in it. */
const UnderTheHoodSchema = Type.Object({
  row: Type.Object({
    /** The public id: it names the session and opens nothing. */
    id: Text,
    /** The first characters of the SHA-256 under which the session is found. The token itself is kept nowhere. */
    tokenHashStart: Text,
    createdAt: Text,
    authenticatedAt: Text,
    lastSeenAt: Text,
    idleExpiresAt: Text,
    absoluteExpiresAt: Text,
    reauthenticatedUntil: TextOrNull,
    persistent: Type.Boolean(),
    methods: Type.Array(Text),
    ip: TextOrNull,
    userAgent: TextOrNull,
    /** How many keys of `request.session` are kept with it. */
    dataKeys: Type.Integer(),
  }),
  /** How the session cookie was handed out. */
  cookie: Type.Object({
    name: Text,
    httpOnly: Type.Boolean(),
    secure: Type.Boolean(),
    sameSite: Text,
    path: Text,
  }),
  arrived: Type.Object({
    cookies: Type.Array(CookieLookSchema),
    headers: Type.Array(Type.Object({ name: Text, value: Text })),
    otherHeaders: Type.Integer(),
  }),
})

/** Enough to see that it changes with a new token, and not enough to look anything up by. */
const shownOfHash = 8

/** `GET /api/under-the-hood`: tells people what the server knows of their own session. */
export async function rowRoute(instance: FastifyInstance): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  const schema = { response: { 200: UnderTheHoodSchema } }
  app.get('/under-the-hood', { schema, config: { auth: 'user' } }, (request) => {
    const session = request.auth.requireSession()
    const { id, tokenHash, lastSeenAt, ip, userAgent, data } = session
    const { sessions, sessionCookie } = app.coatcheck
    return {
      row: {
        ...sessions.describe(session),
        ...{ id, ip, userAgent },
        tokenHashStart: tokenHash.slice(0, shownOfHash),
        lastSeenAt: new Date(lastSeenAt).toISOString(),
        dataKeys: Object.keys(data).length,
      },
      cookie: { name: sessionCookie.name, ...sessionCookie.attributes },
      arrived: { cookies: lookOfCookies(request.headers.cookie), ...arrivedHeaders(request.headers) },
    }
  })
}
