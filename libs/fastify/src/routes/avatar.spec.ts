import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { samplePicture } from '../testing/sample-pictures.ts'
import { testApp } from '../testing/test-app.ts'

const png = samplePicture('ada.png')
const bob = { name: 'Bob <b>', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada with a picture, and Bob without one. */
async function adaAndBob(options: Parameters<typeof testApp>[0] = {}) {
  const test = await testApp(options)
  const [ada, other] = [new Browser(test.app), new Browser(test.app)]
  await ada.register()
  const { userId } = (await other.register(bob)).json<{ userId: string }>()
  const profile = (await ada.send('PUT', '/auth/me/picture', png, { 'content-type': 'image/png' })).json<{
    id: string
    picture: string
  }>()
  return { ...test, ada, bob: other, bobId: userId, picture: profile.picture, adaId: profile.id }
}

describe('GET /auth/avatar/:userId', () => {
  it('shows the picture, which stays in the cache of this browser and in no other', async () => {
    const { ada, picture } = await adaAndBob()

    const answer = await ada.get(picture)

    expect(answer.rawPayload).toEqual(png)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it.each(['', '?v=', '?v=older', '?v=a&v=b', '?size=96'])(
    'FC-20 is kept by no cache under an address that does not change with it: %s',
    async (query) => {
      const { ada, adaId } = await adaAndBob()

      const answer = await ada.get(`/auth/avatar/${adaId}${query}`)

      expect([200, 400]).toContain(answer.statusCode)
      expect(answer.headers['cache-control']).toBe('private, no-store')
    },
  )

  it('has another address for another picture, and under the old one shows the new one', async () => {
    const { ada, picture } = await adaAndBob()
    const webp = { 'content-type': 'image/webp' }

    const after = (await ada.send('PUT', '/auth/me/picture', samplePicture('alan.webp'), webp)).json<{
      picture: string
    }>()

    expect(after.picture).not.toBe(picture)
    const old = await ada.get(picture)
    expect([old.headers['content-type'], old.headers['cache-control']]).toEqual(['image/webp', 'private, no-store'])
  })

  it('shows initials in place of a picture, as text and nothing else', async () => {
    const { bob: browser, bobId } = await adaAndBob()

    const answer = await browser.get(`/auth/avatar/${bobId}`)

    expect(answer.body).toMatch(/>B&#60;<\/text>/)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
  })

  it('shows the picture of one user to another one who is logged in', async () => {
    const { bob: browser, picture } = await adaAndBob()

    expect((await browser.get(picture)).rawPayload).toEqual(png)
  })

  it('ASVS 8.3.1 shows nothing to whoever is not logged in', async () => {
    const { app, ada, picture } = await adaAndBob()

    expect((await new Browser(app).get(picture)).json()).toMatchObject({ code: 'unauthenticated' })
    await ada.post('/auth/logout')
    expect((await ada.get(picture)).statusCode).toBe(401)
  })

  it('is 404 where there is no such user', async () => {
    const { ada } = await adaAndBob()

    const answers = await Promise.all(
      ['usr_nobody', '%00', '..%2f..%2fme', 'x'.repeat(201)].map((id) => ada.get(`/auth/avatar/${id}`)),
    )

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 414])
  })

  it('FC-9 shows initials in place of what nobody can have kept there', async () => {
    const { ada, adaId, picture, store } = await adaAndBob()
    const found = await store.pictures.find(adaId)
    store.pictures.find = async () => null

    expect(found).not.toBeNull()
    expect((await ada.get(picture)).headers['content-type']).toMatch('image/svg+xml')
  })

  it('does not extend the session', async () => {
    const { ada, picture, pass } = await adaAndBob()
    const before = (await ada.get('/auth/status')).json<{ session: { idleExpiresAt: string } }>()
    pass(600)

    await ada.get(picture)

    expect((await ada.get('/auth/status')).json()).toMatchObject({
      session: { idleExpiresAt: before.session.idleExpiresAt },
    })
  })

  it('L2 is 503 while the store is in trouble, and kept by no cache', async () => {
    const { ada, picture, store } = await adaAndBob()
    store.pictures.find = () => Promise.reject(new Error('connection reset'))

    const answer = await ada.get(picture)

    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'private, no-store'])
  })

  it('is told under the prefix that the app has chosen', async () => {
    const test = await testApp({ prefix: '/account' })
    const browser = new Browser(test.app)
    await browser.post('/account/register', bob)

    const answer = await browser.send('PUT', '/account/me/picture', png, { 'content-type': 'image/png' })

    const { picture } = answer.json<{ picture: string }>()
    expect(picture).toMatch(/^\/account\/avatar\//)
    expect((await browser.get(picture)).rawPayload).toEqual(png)
  })

  it('is gone with the account', async () => {
    const { ada, adaId, store } = await adaAndBob()
    await ada.stepUp()

    expect((await ada.send('DELETE', '/auth/me')).statusCode).toBe(204)

    expect(await store.pictures.find(adaId)).toBeNull()
  })
})
