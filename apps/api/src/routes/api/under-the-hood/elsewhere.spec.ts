import { describe, expect, it } from 'vitest'
import { loggedInApi } from '../../../testing/logged-in-api.ts'
import { testApi } from '../../../testing/test-api.ts'

const form = {
  method: 'POST',
  url: '/api/under-the-hood/coat',
  payload: 'coat=mine+now',
  headers: {
    accept: 'text/html,application/xhtml+xml',
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'null',
    'sec-fetch-site': 'cross-site',
  },
} as const

const answerIn = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="answer">(.*?)<\/script>/.exec(html)?.[1] ?? 'null')

describe('POST /api/under-the-hood/coat', () => {
  it('may be called by the own page of somebody who is logged in', async () => {
    const { session } = await loggedInApi()

    const answer = await session.inject({ ...form, payload: {}, headers: {} })

    expect(answer.json()).toEqual({ handedOver: true })
  })

  it('ASVS 3.5.1 refuses the form of another page, also with a live cookie, and shows the browser why', async () => {
    const { session } = await loggedInApi()

    const answer = await session.inject(form)

    expect(answer.statusCode).toBe(403)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answerIn(answer.body)).toEqual({
      kind: 'elsewhere',
      status: 403,
      code: 'csrf_rejected',
      origin: 'null',
      site: 'cross-site',
      cookies: 1,
    })
  })

  it('tells programs of the same refusal in JSON', async () => {
    const { session } = await loggedInApi()

    const answer = await session.inject({ ...form, headers: { ...form.headers, accept: 'application/json' } })

    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('ASVS 3.5.2 takes no form, even when it comes from the own page', async () => {
    const { session } = await loggedInApi()
    const headers = { accept: 'text/html', 'content-type': form.headers['content-type'] }

    expect(answerIn((await session.inject({ ...form, headers })).body)).toMatchObject({ status: 415 })
  })

  it('answers 401 to a program that is not logged in', async () => {
    const { ask } = await testApi()

    expect((await ask('POST', form.url, {})).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('lets nobody break out of the page that it answers with', async () => {
    const { session } = await loggedInApi()
    const origin = 'https://evil.example</script><script>alert(1)</script>'

    const { body } = await session.inject({ ...form, headers: { ...form.headers, origin } })

    expect(body).not.toContain('evil.example</script>')
    expect(answerIn(body)).toMatchObject({ origin })
  })
})

describe('GET /api/under-the-hood/elsewhere', () => {
  it('is a page of an origin of its own, which the own pages alone may frame', async () => {
    const { get } = await testApi()

    const answer = await get('/api/under-the-hood/elsewhere')

    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]+='; .*frame-ancestors 'self'; /)
    expect(policy).toMatch(/sandbox allow-scripts allow-forms$/)
    expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})
