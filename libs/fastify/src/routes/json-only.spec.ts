import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import type {} from '../augmentation.ts'
import { acceptJsonOnly } from './json-only.ts'

function app() {
  const server = Fastify()
  acceptJsonOnly(server)
  server.addContentTypeParser('image/png', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  server.put('/picture', { config: { accepts: ['image/png'] } }, (request) => (request.body as Buffer).length)
  server.post('/name', (request) => request.body)
  return (method: 'PUT' | 'POST', url: string, type: string, payload: string) =>
    server.inject({ method, url, payload, headers: { 'content-type': type } })
}

describe('acceptJsonOnly', () => {
  it('takes in what a route names', async () => {
    const send = app()

    expect((await send('PUT', '/picture', 'image/png', 'four')).body).toBe('4')
  })

  it('ASVS 3.5.2 takes in nothing else there, not even JSON', async () => {
    const send = app()

    const answers = await Promise.all(
      ['application/json', 'image/gif', 'text/plain'].map((type) => send('PUT', '/picture', type, '{}')),
    )

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([415, 415, 415])
    expect(answers[0]?.json()).toMatchObject({ detail: 'Send the body as image/png.' })
  })

  it('FC-14 leaves the neighbours of that route with JSON alone', async () => {
    const send = app()

    const types = ['image/png', 'image/png; application/json', 'application/json, image/png', 'multipart/form-data']
    const answers = await Promise.all(types.map((type) => send('POST', '/name', type, '{}')))

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([415, 415, 415, 415])
    expect((await send('POST', '/name', 'application/json; charset=utf-8', '{}')).statusCode).toBe(200)
  })
})
