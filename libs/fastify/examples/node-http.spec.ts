import { describe, expect, it } from 'vitest'
import { breakSessions } from '../src/testing/break-sessions.ts'
import { Browser } from '../src/testing/browser.ts'
import { runExample } from '../src/testing/program.ts'
import { bareApp } from '../src/testing/test-app.ts'
import { coatcheck } from '../src/index.ts'

const publicUrl = 'http://localhost:3000'

/** The plugin in this process, the server of the example in another one, and a browser that knows both. */
async function twoServers() {
  const { app, options, file } = await bareApp()
  await app.register(coatcheck, { ...options, publicUrl, clock: Date.now })
  const url = await runExample('node-http.ts', file, '0', publicUrl)
  const browser = new Browser(app, { host: 'localhost:3000', origin: publicUrl })
  const greet = async (cookie = browser.cookieHeader) => {
    const answer = await fetch(url, { headers: { cookie } })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  return { browser, file, greet }
}

describe('the example with node:http', () => {
  it('S1 knows a user who has logged in to the Fastify app, until the logout', async () => {
    const { browser, greet } = await twoServers()
    expect((await greet()).status).toBe(401)

    await browser.register()
    const { cookieHeader } = browser
    expect(await greet()).toMatchObject({ status: 200, body: 'Hello Ada Lovelace\n' })
    await browser.post('/auth/logout')

    const refused = await greet(cookieHeader)
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(refused.headers.get('cache-control')).toBe('private, no-store')
    expect(JSON.parse(refused.body)).toMatchObject({ status: 401, code: 'unauthenticated', reason: 'logged_out' })
  })

  it('L2 L6 answers 503 while the store cannot say, and knows the user again afterwards', async () => {
    const { browser, file, greet } = await twoServers()
    await browser.register()

    const repair = breakSessions(file)
    const unknown = await greet()
    repair()

    expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '1'])
    expect(JSON.parse(unknown.body)).toMatchObject({ code: 'unavailable' })
    expect((await greet()).status).toBe(200)
  })
})
