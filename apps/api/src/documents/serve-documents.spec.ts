import { describe, expect, it } from 'vitest'
import { Unavailable } from '@coatcheck/fastify'
import { testApi } from '../testing/test-api.ts'

const page = { accept: 'text/html,application/xhtml+xml' }

/** What the Angular library would find in a document. */
const statusIn = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="coatcheck-status">(.*?)<\/script>/.exec(html)?.[1] ?? 'null')

describe('the document', () => {
  it.each(['/', '/login', '/profile?tab=security', '/deep/link/into/nowhere'])('is served at %s', async (url) => {
    const { get } = await testApi()

    const answer = await get(url, page)

    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(statusIn(answer.body)).toMatchObject({ authenticated: false, reason: null })
  })

  it('has the status and the profile of whoever asks for it, and no cache keeps it', async () => {
    const { get, register } = await testApi()
    await register()

    const answer = await get('/', page)

    expect(statusIn(answer.body)).toMatchObject({ authenticated: true, profile: { name: 'Ada Lovelace' } })
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store', vary: 'Cookie' })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('ASVS 3.4.3 has a strict policy with a nonce of its own each time', async () => {
    const { get } = await testApi()

    const [one, other] = [await get('/', page), await get('/', page)]

    const policies = [one, other].map(({ headers }) => String(headers['content-security-policy']))
    const [nonce = ''] = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
    expect(policies[0]).not.toBe(policies[1])
    expect(policies[0]).toContain("script-src 'self';")
    expect(policies[0]).toContain("object-src 'none'; require-trusted-types-for 'script'")
    expect(policies[0]).not.toMatch(/unsafe|\*|http/)
    expect(one.body).toContain(`ngCspNonce="${nonce}"`)
    expect(one.body).not.toContain('__csp_nonce__')
  })

  it('is never served as the file it is made of', async () => {
    const { get } = await testApi()

    for (const url of ['/index.html', '/index.html.br', '//index.html']) {
      const { body } = await get(url)
      expect(body).not.toContain('__csp_nonce__')
      expect(body).not.toContain('never served')
    }
  })

  it('L2 is served without a status while the store is gone', async () => {
    const { app, get, register } = await testApi()
    await register()
    app.coatcheck.sessions.find = () => Promise.reject(new Unavailable('The store is gone'))

    const answer = await get('/', page)

    expect(answer.statusCode).toBe(200)
    expect(statusIn(answer.body)).toBeNull()
  })

  it.each(['/auth/nowhere', '/api/nowhere', '/api', '//evil', '/main-00000000.js', '/missing.png', '/robots.txt'])(
    'is not served at %s, where a problem is',
    async (url) => {
      const { get } = await testApi()

      const answer = await get(url, page)

      expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  it('is not served to a program that wants JSON, nor to a POST', async () => {
    const { ask, get } = await testApi()

    expect((await get('/somewhere', { accept: 'application/json' })).json()).toMatchObject({ code: 'not_found' })
    expect((await ask('POST', '/', {})).json()).toMatchObject({ code: 'not_found' })
  })

  it('FC-18 is not served to a Host that is not ours', async () => {
    const { get } = await testApi()

    expect((await get('/', { ...page, host: 'evil.example' })).json()).toMatchObject({ code: 'unknown_host' })
    expect((await get('/main-ABCD1234.js', { host: 'evil.example' })).statusCode).toBe(421)
    expect((await get('/healthz', { host: '10.0.0.7:3000' })).statusCode).toBe(200)
  })
})

describe('the files', () => {
  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['identity', undefined, 'console.log("plain")'],
  ])('are served precompressed to whoever accepts %s', async (accepted, encoding, body) => {
    const { get } = await testApi()

    const answer = await get('/main-ABCD1234.js', { 'accept-encoding': accepted })

    expect([answer.headers['content-encoding'], answer.body]).toEqual([encoding, body])
    expect(answer.headers['content-type']).toContain('javascript; charset=utf-8')
  })

  it('are immutable when their name carries a hash, and asked for again when it does not', async () => {
    const { get } = await testApi()

    const hashed = await get('/main-ABCD1234.js', { 'accept-encoding': 'br' })
    const plain = await get('/favicon.ico')

    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(plain.headers['cache-control']).toBe('no-cache')
  })

  it('ASVS 3.5.7 are the same for everybody, and never touch a session', async () => {
    const { app, get, register } = await testApi()
    const before = await get('/main-ABCD1234.js')
    await register()
    let questions = 0
    const { find } = app.coatcheck.sessions
    app.coatcheck.sessions.find = (...tokens) => {
      questions += 1
      return find.apply(app.coatcheck.sessions, tokens)
    }

    const after = await get('/main-ABCD1234.js')

    expect(after.body).toBe(before.body)
    expect(questions).toBe(0)
    await get('/', page)
    expect(questions).toBe(1)
  })

  it.each(['/..%2f..%2fetc/passwd', '/../../etc/passwd', '/media/..%2findex.html', '/%2e%2e/package.json'])(
    'never come from outside the folder: %s',
    async (url) => {
      const { get } = await testApi()

      const { body } = await get(url, { accept: 'application/json' })

      expect(body).not.toMatch(/root:|"name": "@coatcheck|__csp_nonce__/)
    },
  )
})

describe('every answer', () => {
  it('ASVS 3.4.1 3.4.4 3.4.5 3.4.6 carries the security headers', async () => {
    const { ask, get } = await testApi()
    const answers = [
      await get('/', page),
      await get('/main-ABCD1234.js'),
      await get('/missing.png'),
      await get('/auth/status'),
      await get('/auth/me'),
      await get('/api/countries'),
      await get('/healthz'),
      await ask('POST', '/auth/login', {}),
    ]

    for (const { headers } of answers) {
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  })
})
