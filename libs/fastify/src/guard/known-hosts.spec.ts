import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { curl } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'
import { KnownHosts } from './known-hosts.ts'

describe('Host', () => {
  it.each([
    'evil.example',
    'shop.example.evil.example',
    'shop.example:8443',
    'localhost',
    '',
    'shop.example@evil.example',
  ])('FC-18 ASVS 3.5.4 answers 421 to %j', async (host) => {
    const { app } = await testApp()

    const answer = await curl(app)('GET', '/auth/status', undefined, { host })

    expect(answer.json()).toMatchObject({ status: 421, code: 'unknown_host' })
  })

  it('FC-15 believes Host alone, not what a client says was forwarded', async () => {
    const { app } = await testApp()
    const forwarded = { 'x-forwarded-host': 'shop.example', forwarded: 'host=shop.example', host: 'evil.example' }

    expect((await curl(app)('GET', '/auth/status', undefined, forwarded)).statusCode).toBe(421)
  })

  it('knows the public URL in any case, and the hosts that were listed', async () => {
    const { app } = await testApp({ hosts: ['internal:8080'] })

    expect((await curl(app)('GET', '/auth/status', undefined, { host: 'SHOP.example' })).statusCode).toBe(200)
    expect((await curl(app)('GET', '/auth/status', undefined, { host: 'internal:8080' })).statusCode).toBe(200)
  })

  it('knows the port that goes without saying', async () => {
    const { app } = await testApp()

    expect((await curl(app)('GET', '/auth/status', undefined, { host: 'shop.example:443' })).statusCode).toBe(200)
    expect((await curl(app)('GET', '/auth/status', undefined, { host: 'shop.example:80' })).statusCode).toBe(421)
  })

  it('FC-21 answers 421 to two of them', async () => {
    const { app } = await testApp()
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    socket.on('data', (part: Buffer) => (answer += part.toString()))

    socket.write('GET /auth/status HTTP/1.1\r\nHost: shop.example\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    await once(socket, 'close')

    expect(answer).toMatch(/^HTTP\/1\.1 4(00|21) /)
  })

  it('is read from :authority over HTTP/2', () => {
    const knownHosts = new KnownHosts(new URL('https://shop.example'), [])
    const raw = { rawHeaders: [':authority', 'shop.example'] } as never

    expect(knownHosts.isKnown({ headers: { ':authority': 'shop.example' }, raw })).toBe(true)
    expect(knownHosts.isKnown({ headers: { ':authority': 'evil.example' }, raw })).toBe(false)
  })

  it.each(['localhost:4200', '127.0.0.1:3000', '[::1]:3000', 'localhost'])('knows %s in development', async (host) => {
    const { app } = await testApp({ publicUrl: 'http://localhost:3000' })

    expect((await curl(app)('GET', '/auth/status', undefined, { host })).statusCode).toBe(200)
  })

  it('refuses names that only look like this machine', async () => {
    const { app } = await testApp({ publicUrl: 'http://localhost:3000' })

    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', 'localhost:3000:80', '127.0.0.2']) {
      expect((await curl(app)('GET', '/auth/status', undefined, { host })).statusCode).toBe(421)
    }
  })
})
