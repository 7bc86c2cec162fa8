import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { ApiProcess } from '../server/api-process.ts'
import { expect, test } from './journey.ts'
import { Visitor } from './visitor.ts'

/** What only a real browser can say: whether it took a cookie, and whether it let go of it. */
test.describe("Chromium's jar", () => {
  test('FC-11 ASVS 7.4.1 holds no session cookie after the logout', async ({ ada, context }) => {
    await ada.register()
    expect((await context.cookies()).map(({ name }) => name)).toContain('sid')

    await ada.logOut()

    expect((await context.cookies()).map(({ name }) => name)).not.toContain('sid')
  })

  test('FC-11 ASVS 3.3.1 lets a __Host- cookie in and, at the logout, out again', async ({ browser }) => {
    const port = await freePort()
    // Chromium trusts localhost as it does https: it takes cookies that are Secure from there.
    const api = new ApiProcess({ PORT: String(port), PUBLIC_URL: 'https://localhost' })
    await api.start()
    const context = await browser.newContext({ baseURL: `http://localhost:${port}` })
    try {
      const ada = new Visitor(await context.newPage(), 'Ada Lovelace')
      await ada.register()
      expect(await context.cookies()).toContainEqual(
        expect.objectContaining({ name: '__Host-sid', secure: true, httpOnly: true, path: '/', domain: 'localhost' }),
      )

      await ada.logOut()

      expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-sid')
    } finally {
      await context.close()
      await api.stop()
      api.removeFiles()
    }
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
