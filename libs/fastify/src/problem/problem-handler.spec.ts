import { describe, expect, it } from 'vitest'
import { problemHandler } from '../index.ts'
import { curl } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'

/** An app that answers with our handler to whatever is thrown. */
const throwing = (thrown: unknown, headers: object = {}) =>
  testApp({}, (app) => {
    app.setErrorHandler(problemHandler)
    app.get('/throws', { config: { auth: 'public' } }, (_request, reply) => {
      reply.headers({ ...headers })
      throw thrown
    })
  })

describe('problemHandler', () => {
  it.each<[number, string]>([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [413, 'too_large'],
    [415, 'unsupported_media_type'],
    [418, 'invalid_input'],
    [429, 'too_many_requests'],
    [503, 'unavailable'],
    [500, 'internal_error'],
    [200, 'internal_error'],
  ])('keeps the kind of an error with status %i', async (statusCode, code) => {
    const { app } = await throwing(Object.assign(new Error('secret detail'), { statusCode }))

    const answer = await curl(app)('GET', '/throws')

    expect(answer.json()).toMatchObject({ code })
    expect(answer.body).not.toContain('secret')
  })

  it('says when to try again, as a rate limiter said before', async () => {
    const error = Object.assign(new Error('slow down'), { statusCode: 429 })
    const { app } = await throwing(error, { 'retry-after': '60' })

    const answer = await curl(app)('GET', '/throws')

    expect(answer.json()).toMatchObject({ status: 429, retryAfterSeconds: 60 })
    expect(answer.headers['retry-after']).toBe('60')
  })

  it.each([null, undefined, 'text', 7, {}])('L7 answers 500 when %j is thrown', async (thrown) => {
    const { app } = await throwing(thrown)

    const answer = await curl(app)('GET', '/throws')

    expect([answer.statusCode, answer.body]).not.toEqual([200, expect.anything()])
    expect(answer.body).not.toContain('Cannot read')
  })
})
