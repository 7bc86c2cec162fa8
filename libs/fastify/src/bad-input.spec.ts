import { describe, expect, it } from 'vitest'
import { curl, setCookies } from './testing/browser.ts'
import { ada, testApp } from './testing/test-app.ts'

const { name, email, password } = ada
const json = { 'content-type': 'application/json', host: 'shop.example' }
const long = 'x'.repeat(10_000)
const deep = '['.repeat(30_000) + ']'.repeat(30_000)

/** Sends a body as it is to register, and looks at the answer and at what is left behind. */
async function post(url: string, payload: string) {
  const { app, rows, logged } = await testApp()
  const answer = await app.inject({ method: 'POST', url, headers: json, payload })
  const alive = await curl(app)('GET', '/auth/status')
  return { answer, rows, logged, alive }
}

describe('bad input', () => {
  it.each<[string, string, number, string]>([
    ['no JSON', '{', 400, 'invalid_input'],
    ['an empty body', '', 400, 'invalid_input'],
    ['null', 'null', 400, 'invalid_input'],
    ['an array', '[]', 400, 'invalid_input'],
    ['text', '"text"', 400, 'invalid_input'],
    ['a number for a name', JSON.stringify({ ...ada, name: 1 }), 400, 'invalid_input'],
    ['an object for an address', JSON.stringify({ ...ada, email: { $ne: '' } }), 400, 'invalid_input'],
    ['an array for a password', JSON.stringify({ ...ada, password: [password] }), 400, 'invalid_input'],
    ['null for a name', JSON.stringify({ ...ada, name: null }), 400, 'invalid_input'],
    ['an unknown field', JSON.stringify({ ...ada, roles: ['admin'] }), 400, 'invalid_input'],
    ['a missing field', JSON.stringify({ name, email }), 400, 'invalid_input'],
    ['__proto__', `{"__proto__":{"roles":["admin"]},"name":"Ada","email":"${email}","password":"${password}"}`, 400, 'invalid_input'],
    ['constructor.prototype', `{"constructor":{"prototype":{}},"name":"Ada","email":"${email}","password":"${password}"}`, 400, 'invalid_input'],
    ['a NUL byte in the name', JSON.stringify({ ...ada, name: 'Ada\0' }), 400, 'invalid_input'],
    ['a line break in the name', JSON.stringify({ ...ada, name: 'Ada\r\nBcc: x' }), 400, 'invalid_input'],
    ['a name of blanks', JSON.stringify({ ...ada, name: '   ' }), 400, 'invalid_input'],
    ['a name of 10,000 characters', JSON.stringify({ ...ada, name: long }), 400, 'invalid_input'],
    ['an address of 10,000 characters', JSON.stringify({ ...ada, email: `${long}@example.org` }), 400, 'invalid_input'],
    ['a password of 10,000 characters', JSON.stringify({ ...ada, password: long }), 400, 'invalid_input'],
    ['a NUL byte in the address', JSON.stringify({ ...ada, email: 'ada\0@example.org' }), 400, 'invalid_input'],
    ['a line break in the address', JSON.stringify({ ...ada, email: 'ada@example.org\r\nBcc: x@y' }), 400, 'invalid_input'],
    ['two addresses', JSON.stringify({ ...ada, email: 'ada@example.org,eve@example.org' }), 400, 'invalid_input'],
    ['a quoted address', JSON.stringify({ ...ada, email: '"eve@evil x"@example.org' }), 400, 'invalid_input'],
    ['an address with a full-width @', JSON.stringify({ ...ada, email: 'ada＠example.org' }), 400, 'invalid_input'],
    ['2 MB', JSON.stringify({ ...ada, name: 'x'.repeat(2_000_000) }), 413, 'too_large'],
    ['JSON 30,000 levels deep', deep, 400, 'invalid_input'],
  ])('FC-44 ASVS 2.2.1 answers %s with a problem and keeps nothing', async (_name, body, status, code) => {
    const { answer, rows, alive } = await post('/auth/register', body)

    expect(answer.json()).toMatchObject({ status, code })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(setCookies(answer)).toEqual([])
    expect(answer.body).not.toContain(password)
    expect(answer.body.length).toBeLessThan(1000)
    expect([rows('coatcheck_users'), rows('coatcheck_sessions')]).toEqual([0, 0])
    expect(alive.statusCode).toBe(200)
  }) // prettier-ignore

  it.each(['/auth/login', '/auth/logout'])('refuses unknown fields at %s', async (url) => {
    const { answer } = await post(url, JSON.stringify({ email, password, userId: 'usr_root', admin: true }))

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_input' })
  })

  it('never echoes or logs a password that was sent in a wrong place', async () => {
    const { answer, logged } = await post('/auth/login', JSON.stringify({ email, password, [password]: password }))

    expect(answer.statusCode).toBe(400)
    expect(answer.body + logged.join()).not.toContain(password)
  })

  it('says which field is wrong', async () => {
    const { answer } = await post('/auth/register', JSON.stringify({ email: 'nowhere', password, name: 'Ada' }))

    expect(answer.json().errors).toEqual([{ pointer: '/email', message: 'is not an e-mail address' }])
  })

  it('answers 404 to an unknown path without repeating it', async () => {
    const { app } = await testApp()

    const answer = await curl(app)('GET', '/auth/<script>')

    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
    expect(answer.body).not.toContain('script')
  })

  it.each([
    ['PUT', '/auth/me', 'DELETE, GET, HEAD, PATCH'],
    ['GET', '/auth/login', 'POST'],
    ['POST', '/auth/status', 'GET, HEAD'],
    ['GET', '/auth/logout', 'POST'],
  ] as const)('ASVS 4.1.4 answers 405 to %s %s and says what is allowed', async (method, url, allow) => {
    const { app } = await testApp()

    const answer = await curl(app)(method, url, method === 'GET' ? undefined : {})

    expect(answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect(answer.headers['allow']).toBe(allow)
  })

  it('answers 405 before it complains about the body', async () => {
    const { app } = await testApp()
    const headers = { 'content-type': 'text/plain', host: 'shop.example' }

    expect((await app.inject({ method: 'POST', url: '/auth/me', headers, payload: 'x' })).statusCode).toBe(405)
  })

  it('answers 400 to a path that cannot be decoded', async () => {
    const { app } = await testApp()

    expect((await curl(app)('GET', '/auth/%')).statusCode).toBe(400)
  })

  it('ASVS 3.2.1 3.5.8 says of every answer that it is no page', async () => {
    const { app } = await testApp()
    const call = curl(app)
    const answers = [
      await call('GET', '/auth/status'),
      await call('GET', '/auth/me'),
      await call('GET', '/auth/nowhere'),
      await call('PUT', '/auth/me', {}),
      await call('POST', '/auth/login', {}),
    ]

    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })
})
