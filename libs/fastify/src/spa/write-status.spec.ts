import { describe, expect, it } from 'vitest'
import { documentWithStatus, writeStatus } from '../spa.ts'
import { Browser } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const html = '<!doctype html><html><head><title>Shop</title></head><body></body></html>'

/** What a browser would find in the element. */
function statusIn(document: string): unknown {
  const [, json = ''] =
    /<script type="application\/json" id="coatcheck-status">(.*?)<\/script><\/head>/.exec(document) ?? []
  return JSON.parse(json)
}

describe('writeStatus', () => {
  it.each(['</script><script>alert(1)</script>', '<!--', ']]>', "$& $1 $` $'", '\u2028', '"\\'])(
    'ASVS 1.2.3 keeps the name %j inside the element',
    async (name) => {
      const { app } = await testApp()
      const browser = new Browser(app)
      await browser.register({ ...ada, name })
      const status = (await browser.get('/auth/status?include=profile')).json()

      const document = writeStatus(html, status)

      expect(document.match(/<\/?script/g)).toHaveLength(2)
      expect(statusIn(document)).toEqual(status)
    },
  )
})

describe('documentWithStatus', () => {
  const pages = { extend: (app: Parameters<NonNullable<Parameters<typeof testApp>[1]>>[0]) => {
    app.get('/', { config: { auth: 'public' } }, async (request, reply) =>
      reply.type('text/html').send(await documentWithStatus(request, html)),
    )
  } } // prettier-ignore

  it('writes what GET /auth/status?include=profile says', async () => {
    const { app } = await testApp({}, pages.extend)
    const browser = new Browser(app)
    expect(statusIn((await browser.get('/')).body)).toMatchObject({ authenticated: false })

    await browser.register()

    const asked = (await browser.get('/auth/status?include=profile')).json()
    expect(statusIn((await browser.get('/')).body)).toEqual(asked)
  })

  it('L2 serves the document without a status while the store is gone', async () => {
    const { app, store } = await testApp({}, pages.extend)
    const browser = new Browser(app)
    await browser.register()
    await store.close()

    const answer = await browser.get('/')

    expect([answer.statusCode, answer.body]).toEqual([200, html])
  })
})
