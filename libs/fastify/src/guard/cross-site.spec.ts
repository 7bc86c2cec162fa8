import { describe, expect, it } from 'vitest'
import { setCookies } from '../testing/browser.ts'
import { ask, askForHead, bodyFor, codeOf, eachIs, everyRoute, factsOf } from '../testing/every-route.ts'
import { readDatabase } from '../testing/read-database.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']
/** Providers send forms to it, from server to server; no browser has anything there that could be abused. */
const fromServer = 'POST /auth/providers/:id/backchannel-logout'
/** A page of ours leads there, and the browser is given what must come back with it; from elsewhere it does nothing. */
const leaves = 'GET /auth/providers/:id/start'
const forged = {
  'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'a sibling domain': { origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' },
  'another site, in a browser without Fetch Metadata': { origin: 'https://evil.example' },
  'a sandboxed frame': { origin: 'null' },
}

describe('every route of the plugin', () => {
  it.each(Object.entries(forged))('ASVS 3.5.1 refuses an unsafe request from %s', async (_from, headers) => {
    const test = await everyRoute()
    const { browser, unsafe, file } = test
    const before = readDatabase(file)

    const answers = await factsOf(unsafe, async (route) => {
      const cookie = browser.cookieHeader
      const answer = await ask(test, { ...route, headers: { ...headers, cookie }, payload: bodyFor(route) })
      return [answer.statusCode, codeOf(answer), setCookies(answer)]
    })

    expect(unsafe.length).toBeGreaterThanOrEqual(10)
    expect(answers).toEqual(eachIs(unsafe, [403, 'csrf_rejected', []]))
    expect(readDatabase(file)).toEqual(before)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'no type at all',
  ])('ASVS 3.5.2 refuses a POST that a page may send without asking: %s', async (type) => {
    const test = await everyRoute()
    const { browser, unsafe, file } = test
    const posts = unsafe.filter(({ method, name }) => method === 'POST' && name !== fromServer)
    const before = readDatabase(file)

    const answers = await factsOf(posts, async (route) => {
      const headers = { cookie: browser.cookieHeader, ...(type.includes('/') ? { 'content-type': type } : {}) }
      const json = JSON.stringify(bodyFor(route))
      return [
        (await ask(test, { ...route, headers, payload: json })).statusCode,
        (await ask(test, { ...route, headers })).statusCode,
      ]
    })

    expect(posts.length).toBeGreaterThanOrEqual(6)
    expect(answers).toEqual(eachIs(posts, [415, 415]))
    expect(readDatabase(file)).toEqual(before)
  })

  it('ASVS 3.5.2 says yes to no page that asks first', async () => {
    const test = await everyRoute()

    const answers = await factsOf(test.unsafe, async ({ url, method }) => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': method }
      const answer = await askForHead(test, { method: 'OPTIONS', url, headers })
      return Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))
    })

    expect(answers).toEqual(eachIs(test.unsafe, []))
  })

  it.each(safeMethods)('ASVS 3.5.3 changes nothing when it is asked for with %s', async (method) => {
    const test = await everyRoute()
    const { browser, file, pass, store } = test
    const routes = test.routes.filter(({ name }) => name !== leaves)
    // Long enough for activity to be written, if it were any.
    pass(5 * 60)
    const before = readDatabase(file)

    const headers = { cookie: browser.cookieHeader }
    const cookies = await factsOf(routes, async ({ url }) => (await askForHead(test, { method, url, headers })).cookies)
    await store.check()

    expect(cookies).toEqual(eachIs(routes, []))
    expect(readDatabase(file)).toEqual(before)
  })

  it('ASVS 3.5.6 makes a script of no answer, whatever callback is asked for', async () => {
    const test = await everyRoute()
    const reads = test.routes.filter(({ method, url }) => method === 'GET' && !url.endsWith('/events'))

    const kinds = await factsOf(reads, async ({ method, url }) => {
      const headers = { cookie: test.browser.cookieHeader }
      const answer = await ask(test, { method, url: `${url}?callback=steal&jsonp=steal`, headers })
      expect(answer.body).not.toContain('steal')
      return [
        answer.body === '' ||
          /^(application\/(problem\+)?json|image\/svg\+xml)/.test(answer.headers['content-type'] ?? ''),
        answer.headers['x-content-type-options'],
      ]
    })

    expect(kinds).toEqual(eachIs(reads, [true, 'nosniff']))
  })
})
