import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { ada, publicUrl, testApp } from '../testing/test-app.ts'

const { email, password } = ada
const bodies = {
  '/auth/register': { ...ada, email: 'grace@example.org' },
  '/auth/login': { email, password },
  '/auth/logout': {},
}

describe('origin guard', () => {
  describe.each(Object.entries(bodies))('POST %s', (path, body) => {
    it.each<[string, Record<string, string>]>([
      ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
      ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
      ['cross-site with our own Origin', { 'sec-fetch-site': 'cross-site', origin: publicUrl }],
      ['Sec-Fetch-Site of nonsense', { 'sec-fetch-site': 'same-origin, cross-site' }],
      ['a foreign Origin', { origin: 'https://evil.example' }],
      ['our host over http', { origin: 'http://shop.example' }],
      ['our host on another port', { origin: 'https://shop.example:8443' }],
      ['a host that begins like ours', { origin: 'https://shop.example.evil.example' }],
      ['a host that ends like ours', { origin: 'https://evilshop.example' }],
      ['Origin: null', { origin: 'null' }],
      ['an empty Origin', { origin: '' }],
    ])('ASVS 3.5.1 refuses %s', async (_name, headers) => {
      const { app, rows } = await testApp()
      await new Browser(app).register()

      const answer = await curl(app)('POST', path, body, headers)

      expect(answer.json()).toMatchObject({ status: 403, code: 'csrf_rejected' })
      expect(setCookies(answer)).toEqual([])
      expect([rows('coatcheck_users'), rows('coatcheck_sessions')]).toEqual([1, 1])
    })

    it.each<[string, string | null, string]>([
      ['text', 'text/plain', JSON.stringify(body)],
      ['a form', 'application/x-www-form-urlencoded', 'email=ada%40example.org'],
      ['a form with files', 'multipart/form-data; boundary=x', '--x--'],
      ['JSON that says it is text', 'text/plain; application/json', JSON.stringify(body)],
      ['a type that begins like JSON', 'application/jsonx', JSON.stringify(body)],
      ['JSON after a blank', ' application/json;x', ''],
      ['no type', null, ''],
      ['text without a body', 'text/plain', ''],
    ])('ASVS 3.5.2 FC-14 refuses %s', async (_name, type, payload) => {
      const { app, rows } = await testApp()
      const headers = { host: 'shop.example', ...(type === null ? {} : { 'content-type': type }) }

      const answer = await app.inject({ method: 'POST', url: path, headers, payload })

      expect([400, 415]).toContain(answer.statusCode)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect([rows('coatcheck_users'), rows('coatcheck_sessions')]).toEqual([0, 0])
    })

    it.each<[string, Record<string, string>]>([
      ['a program without either header', {}],
      ['our own pages', { origin: publicUrl, 'sec-fetch-site': 'same-origin' }],
      ['our own pages in a browser without Fetch Metadata', { origin: publicUrl }],
      ['a person who typed the address', { 'sec-fetch-site': 'none' }],
      ['an origin on the list', { origin: 'https://app.example', 'sec-fetch-site': 'same-site' }],
      ['an origin on the list, cross-site', { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }],
    ])('lets %s through', async (_name, headers) => {
      const { app } = await testApp({ trustedOrigins: ['https://app.example'] })
      await new Browser(app).register()

      expect((await curl(app)('POST', path, body, headers)).statusCode).toBeLessThan(300)
    })
  })

  it('guards the guarded routes of the host, and leaves its webhooks and public routes alone', async () => {
    const { app } = await testApp({}, (host) => {
      host.post('/orders', { config: { auth: 'user' } }, () => 'ordered')
      host.post('/webhook', { config: { auth: 'public' } }, () => 'received')
      host.post('/signed', { config: { auth: 'user', csrf: false } }, () => 'signed')
    })
    const browser = new Browser(app)
    await browser.register()
    const forged = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }

    expect((await browser.post('/orders', {}, forged)).json()).toMatchObject({ code: 'csrf_rejected' })
    expect((await browser.post('/webhook', {}, forged)).body).toBe('received')
    expect((await browser.post('/signed', {}, forged)).body).toBe('signed')
  })

  it('names the origin to allow, in development only', async () => {
    const phone = { origin: 'http://192.168.1.7:3000' }
    const development = await testApp({ publicUrl: 'http://localhost:3000' })
    const production = await testApp()

    const host = { host: 'localhost:3000' }
    const explained = await curl(development.app)('POST', '/auth/logout', {}, { ...phone, ...host })
    const plain = await curl(production.app)('POST', '/auth/logout', {}, phone)

    expect(explained.json().detail).toContain('Add http://192.168.1.7:3000 to trustedOrigins')
    expect(plain.json()).not.toHaveProperty('detail')
  })

  it('does not start with an origin that is none', async () => {
    await expect(testApp({ trustedOrigins: ['https://app.example/path'] })).rejects.toThrow(/is not an origin/)
    await expect(testApp({ trustedOrigins: ['*'] })).rejects.toThrow(/is not an origin/)
  })
})
