import { describe, expect, it } from 'vitest'
import { createSessionReader } from '../../sessions.ts'
import { Browser, setCookies } from '../../testing/browser.ts'
import { customers } from '../../testing/customers.ts'
import { LivePage, listen } from '../../testing/live-page.ts'
import { logInThrough, providerApp } from '../../testing/provider-app.ts'
import { jpegSegment, jpegWith, pngOfSize, samplePicture } from '../../testing/sample-pictures.ts'
import { testApp } from '../../testing/test-app.ts'

const png = samplePicture('ada.png')
const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

async function loggedIn(options: Parameters<typeof testApp>[0] = {}) {
  const test = await testApp(options)
  const browser = new Browser(test.app)
  await browser.register()
  const put = (bytes: Buffer, type = 'image/png', headers = {}) =>
    browser.send('PUT', '/auth/me/picture', bytes, { 'content-type': type, ...headers })
  return { ...test, browser, put }
}

describe('PUT /auth/me/picture', () => {
  it.each([
    ['ada.png', 'image/png'],
    ['grace.jpg', 'image/jpeg'],
    ['alan.webp', 'image/webp'],
  ] as const)('keeps %s and answers with the profile, which says where it is', async (name, type) => {
    const { browser, put } = await loggedIn()

    const answer = await put(samplePicture(name), type)

    const { id, version } = answer.json<{ id: string; version: string }>()
    expect([answer.statusCode, version, setCookies(answer)]).toEqual([200, '2', []])
    expect(answer.json()).toMatchObject({
      picture: expect.stringMatching(`^/auth/avatar/${id}\\?v=[\\w-]{12}$`) as string,
    })
    expect((await browser.get('/auth/me')).json()).toEqual(answer.json())
    expect((await browser.get('/auth/status')).json()).toMatchObject({ profileVersion: '2' })
  })

  it('calls the picture by what it is, and not by what it is called', async () => {
    const { browser, put } = await loggedIn()

    const { picture } = (await put(samplePicture('grace.jpg'), 'image/png')).json<{ picture: string }>()

    expect((await browser.get(picture)).headers['content-type']).toBe('image/jpeg')
  })

  it.each(['ours', 'theirs'])(
    'is told to whoever reads the session outside of Fastify, of users that are %s',
    async (whose) => {
      const users = whose === 'ours' ? {} : { users: customers() as never }
      const { app, browser, put, options } = await loggedIn(users)
      const { readSession } = createSessionReader({ ...options, ...users })

      const { picture } = (await put(png)).json<{ picture: string }>()

      const told = { authenticated: true, user: { picture } }
      expect(await readSession(browser.cookieHeader)).toMatchObject(told)
      expect(await app.coatcheck.readSession(browser.cookieHeader)).toMatchObject(told)
    },
  )

  it('keeps nothing of where and with what it was taken', async () => {
    const { browser, put } = await loggedIn()
    const secret = 'GPS 52.5 N 13.4 E'

    const { picture } = (await put(jpegWith(jpegSegment(0xe1, Buffer.from(`Exif\0\0${secret}`))), 'image/jpeg')).json<{
      picture: string
    }>()

    expect((await browser.get(picture)).rawPayload.includes(secret)).toBe(false)
  })

  it('tells open pages', async () => {
    const { app, browser, put } = await loggedIn()
    await listen(app)
    const page = await LivePage.open(app, browser)

    const { version } = (await put(png)).json<{ version: string }>()

    expect(await page.next()).toEqual({ name: 'profile_changed', data: { profileVersion: version } })
  })

  it.each([
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a picture that is broken', samplePicture('broken.png')],
    ['a picture of billions of pixels', pngOfSize(0xffff, 0xffff)],
    ['nothing', ''],
  ])('refuses %s that calls itself a PNG, and keeps what there was', async (_name, body) => {
    const { browser, put } = await loggedIn()
    const before = (await put(png)).json<unknown>()

    const answer = await put(Buffer.from(body))

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_input' })
    expect((await browser.get('/auth/me')).json()).toEqual(before)
  })

  it.each(['image/svg+xml', 'image/gif', 'text/html', 'application/json', 'multipart/form-data; boundary=x'])(
    'ASVS 5.2.2 refuses %s, whatever is in it',
    async (type) => {
      const { put } = await loggedIn()

      expect((await put(png, type)).json()).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
        detail: 'Send the body as image/png or image/jpeg or image/webp.',
      })
    },
  )

  it('ASVS 5.2.1 refuses a file that is larger than the app allows, whether or not it says so', async () => {
    const { put } = await loggedIn({ pictures: { mostBytes: 6000 } })

    expect((await put(png)).statusCode).toBe(200)
    expect((await put(Buffer.concat([png, Buffer.alloc(2000)]))).json()).toMatchObject({
      status: 413,
      code: 'too_large',
    })
    expect((await put(png, 'image/png', { 'content-length': '5000000000' })).statusCode).toBe(413)
  })

  it('ASVS 3.5.1 refuses what another site makes the browser send', async () => {
    const { browser, put } = await loggedIn()

    expect((await put(png, 'image/png', evil)).json()).toMatchObject({ code: 'csrf_rejected' })
    expect((await browser.send('DELETE', '/auth/me/picture', undefined, evil)).json()).toMatchObject({
      code: 'csrf_rejected',
    })
    expect((await browser.get('/auth/me')).json()).toMatchObject({ picture: null })
  })

  it('takes so many from one user and then has them wait', async () => {
    const { put } = await loggedIn({ limits: { picturePerUser: { tries: 2, refillSeconds: 60 } } })

    const statuses = [(await put(png)).statusCode, (await put(png)).statusCode, (await put(png)).statusCode]

    expect(statuses).toEqual([200, 200, 429])
  })

  it('L2 is 503 while the store is in trouble', async () => {
    const { put, store } = await loggedIn()
    store.pictures.set = () => Promise.reject(new Error('disk full'))

    expect((await put(png)).json()).toMatchObject({ status: 503, code: 'unavailable' })
  })
})

describe('DELETE /auth/me/picture', () => {
  it('removes the picture and answers with the profile', async () => {
    const { browser, put } = await loggedIn()
    const { picture } = (await put(png)).json<{ picture: string }>()

    const answer = await browser.send('DELETE', '/auth/me/picture')

    expect([answer.statusCode, answer.json()]).toMatchObject([200, { picture: null, initials: 'AL', version: '3' }])
    expect((await browser.get(picture)).headers['content-type']).toMatch('image/svg+xml')
  })

  it('is fine when there is none', async () => {
    const { browser } = await loggedIn()

    const answer = await browser.send('DELETE', '/auth/me/picture')

    expect([answer.statusCode, answer.json()]).toMatchObject([200, { picture: null, version: '1' }])
  })
})

describe('pictures of users of the host', () => {
  it('are uploaded, shown and removed like those of our own', async () => {
    const { browser, put } = await loggedIn({ users: customers() as never })
    const before = (await browser.get('/auth/me')).json<{ version: string; picture: null }>()

    const uploaded = (await put(png)).json<{ version: string; picture: string }>()

    expect([before.picture, uploaded.picture]).toEqual([null, expect.stringMatching('^/auth/avatar/1\\?v=')])
    expect(uploaded.version).not.toBe(before.version)
    expect((await browser.get('/auth/me')).json()).toEqual(uploaded)
    expect((await browser.get(uploaded.picture)).headers['content-type']).toBe('image/png')
    expect((await browser.send('DELETE', '/auth/me/picture')).json()).toEqual(before)
  })

  it('stay in the profile of somebody who fills in an address', async () => {
    const test = await providerApp({ users: customers() as never, requiredProfile: ['email'] })
    await logInThrough(test, { sub: 'grace', name: 'Grace' })
    await test.browser.send('PUT', '/auth/me/picture', png, { 'content-type': 'image/png' })

    const profile = (await test.browser.send('PATCH', '/auth/me', { email: 'grace@example.org' })).json()

    expect(profile).toMatchObject({ email: 'grace@example.org', picture: expect.stringMatching('^/auth/avatar/1') })
    expect((await test.browser.get('/auth/me')).json()).toEqual(profile)
  })

  it('stay out of the way of a picture that the host has', async () => {
    const theirs = customers()
    const picture = '/customers/1.png'
    const users = { ...theirs, toProfile: (user: never) => ({ ...theirs.toProfile(user), picture }) }
    const { browser, put } = await loggedIn({ users: users as never })

    await put(png)

    expect((await browser.get('/auth/me')).json()).toMatchObject({ picture })
  })

  it('L3 are gone with the user', async () => {
    const { app, put, store } = await loggedIn({ users: customers() as never })
    await put(png)

    await app.coatcheck.userDeleted('1')

    expect(await store.pictures.find('1')).toBeNull()
  })
})

describe('an app without pictures', () => {
  it('has no endpoints for them, and tells of none', async () => {
    const { browser, store } = await loggedIn({ pictures: false })
    const { id } = (await browser.get('/auth/me')).json<{ id: string }>()
    const image = { type: 'image/png', bytes: png, version: 'a' } as const
    await store.pictures.set({ userId: id, chosenBy: 'user', image, sourceHash: null, changedAt: 0 })

    const answers = [await browser.send('DELETE', '/auth/me/picture'), await browser.get(`/auth/avatar/${id}`)]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404])
    expect((await browser.get('/auth/me')).json()).toMatchObject({ picture: null })
  })
})
