import { refuse, sendProblem } from '@coatcheck/fastify'
import { requestSession } from '@coatcheck/fastify/request-session'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { continents, getCountryDataList, getEmojiFlag } from 'countries-list'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'

declare module 'fastify' {
  interface Session {
    [visited: `visited:${string}`]: boolean | undefined
  }
}

const VisitSchema = Type.Object({ visited: Type.Boolean() }, { additionalProperties: false })
const CodeSchema = Type.Object({ code: Type.String({ pattern: '^[A-Z]{2}$' }) })

const countries = getCountryDataList()
  .map(({ iso2, name, capital, continent }) => ({
    code: iso2,
    name,
    capital,
    continent: continents[continent],
    flag: getEmojiFlag(iso2),
  }))
  .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))

const codes = new Set<string>(countries.map(({ code }) => code))

/** One key a country, so that two tabs that mark different ones never undo each other. */
const keyOf = (code: string) => `visited:${code}` as const

/**
 * `GET /api/countries` and `PUT /api/countries/:code/visited`: the page is for everybody, its data is for
 * people who are logged in, and what they mark is kept with their login.
 */
export async function countriesRoutes(instance: FastifyInstance): Promise<void> {
  await instance.register(requestSession)
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()

  app.get('/countries', { config: { auth: 'user' } }, (request, reply) => {
    reply.header('cache-control', 'private, no-store')
    return { countries: countries.map((one) => ({ ...one, visited: request.session.get(keyOf(one.code)) === true })) }
  })

  const schema = { body: VisitSchema, params: CodeSchema }
  app.put('/countries/:code/visited', { schema, config: { auth: 'user' } }, (request, reply) => {
    const { code } = request.params
    if (!codes.has(code)) return sendProblem(reply, refuse('not_found'))
    const { visited } = request.body
    request.session.set(keyOf(code), visited ? true : undefined)
    return { code, visited }
  })
}
