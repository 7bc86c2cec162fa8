import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Deadline } from '@coatcheck/stores'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Feed } from '../sessions/feed.ts'
import { samplePicture } from '../testing/sample-pictures.ts'
import { bareApp, noon } from '../testing/test-app.ts'
import { completeProfile } from '../users/complete-profile.ts'
import { realNetwork } from './picture-network.ts'
import { Pictures } from './pictures.ts'
import { ProviderPictures, within } from './provider-pictures.ts'

const ada = completeProfile({ id: 'usr_ada', name: 'Ada', email: null, createdAt: '2026-01-01T12:00:00.000Z' })

/** A provider's host, and what fetches from it. The people are those who are in `known`. */
async function provider(answer: RequestListener, { fetchMs = 20_000 } = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const { store } = await bareApp()
  const known = new Set([ada.id])
  const said: object[] = []
  const warn = (details: object) => void said.push(details)
  const feed = new Feed({ shared: null, warn })
  const news: unknown[] = []
  feed.subscribe(ada.id, (one) => void news.push(one))
  const people = { findById: async (id: string) => (known.has(id) ? { ...ada, id } : null) }
  const pictures = new Pictures({ store: store.pictures, people, feed, clock: () => noon })
  const sources = { privateOrigins: [origin] }
  const fetching = new ProviderPictures({
    ...{ pictures, sources, network: realNetwork, mostBytes: 100_000, fetchMs, warn },
  })
  onTestFinished(() => {
    fetching.close()
    server.close()
    server.closeAllConnections()
  })
  const fetch = async (path: string, userId = ada.id) => {
    await fetching.fetch(userId, origin + path)
  }
  return { fetching, fetch, pictures, store: store.pictures, origin, asked, said, news, known }
}

const sendPng: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'image/png' }).end(samplePicture('ada.png'))
}

describe('ProviderPictures', () => {
  it('keeps what a provider has, and tells open pages', async () => {
    const { fetch, store, news } = await provider(sendPng)

    await fetch('/ada.png')

    expect(await store.find(ada.id)).toMatchObject({ chosenBy: 'provider', image: { type: 'image/png' } })
    expect(news).toEqual([{ kind: 'user_changed', userId: ada.id }])
  })

  it('fetches from one address once, and from another one again', async () => {
    const { fetch, asked } = await provider(sendPng)

    for (const path of ['/ada.png', '/ada.png', '/ada-newer.png']) await fetch(path)

    expect(asked).toEqual(['/ada.png', '/ada-newer.png'])
  })

  it('asks nobody for what would replace a choice of the user', async () => {
    const { fetch, pictures, asked } = await provider(sendPng)
    await pictures.upload(ada.id, samplePicture('alan.webp'))

    await fetch('/ada.png')
    await pictures.remove(ada.id)
    await fetch('/ada.png')

    expect(asked).toEqual([])
    expect((await pictures.find(ada.id))?.image).toBeNull()
  })

  it('L4 does not replace what the user uploads while it is under way', async () => {
    const begun = Promise.withResolvers<undefined>()
    const { fetch, pictures } = await provider((request, response) => {
      begun.resolve(undefined)
      void uploaded.promise.then(() => {
        sendPng(request, response)
      })
    })
    const uploaded = Promise.withResolvers<undefined>()

    const fetched = fetch('/ada.png')
    await begun.promise
    await pictures.upload(ada.id, samplePicture('alan.webp'))
    uploaded.resolve(undefined)
    await fetched

    expect((await pictures.find(ada.id))?.image?.type).toBe('image/webp')
  })

  it('leaves nothing of a user who was deleted meanwhile', async () => {
    const { fetch, store, known } = await provider((request, response) => {
      known.delete(ada.id)
      sendPng(request, response)
    })

    await fetch('/ada.png')

    expect(await store.find(ada.id)).toBeNull()
  })

  it.each([
    ['a picture that is broken', 'image/png', samplePicture('broken.png'), 'not_a_picture'],
    [
      'an SVG with a script that calls itself a PNG',
      'image/png',
      '<svg><script>alert(1)</script></svg>',
      'not_a_picture',
    ],
    ['an SVG that does not', 'image/svg+xml', '<svg><script>alert(1)</script></svg>', 'wrong_type'],
    ['a page', 'text/html', '<script>alert(1)</script>', 'wrong_type'],
    ['a file that is too large', 'image/png', Buffer.alloc(100_001), 'too_large'],
  ])('keeps nothing of %s, and says why with the host alone', async (_name, type, body, why) => {
    const { fetch, store, origin, said } = await provider((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body)
    })

    await fetch('/x?token=secret')

    expect(await store.find(ada.id)).toBeNull()
    expect(said).toEqual([{ userId: ada.id, host: new URL(origin).host, why }])
  })

  it('L5 gives up on a host that takes too long', async () => {
    const { fetch, said } = await provider(() => undefined, { fetchMs: 50 })

    await fetch('/ada.png')

    expect(said).toMatchObject([{ why: 'unreachable' }])
  })

  it('tries again at the next login what failed before', async () => {
    let isDown = true
    const { fetch, store } = await provider((request, response) => {
      if (isDown) response.writeHead(500).end()
      else sendPng(request, response)
    })

    await fetch('/ada.png')
    isDown = false
    await fetch('/ada.png')

    expect(await store.findVersion(ada.id)).not.toBeNull()
  })

  it('keeps what comes in after the request that asked for it was answered', async () => {
    const begun = Promise.withResolvers<undefined>()
    const { fetch, store } = await provider((request, response) => {
      void begun.promise.then(() => {
        sendPng(request, response)
      })
    })
    const fetched: Promise<void>[] = []

    const request = new Deadline(20).wait(
      async () => {
        fetched.push(fetch('/ada.png'))
        await new Promise(() => undefined)
      },
      () => new Error('too late'),
    )
    await expect(request).rejects.toThrow('too late')
    begun.resolve(undefined)
    await Promise.all(fetched)

    expect(await store.findVersion(ada.id)).not.toBeNull()
  })

  it('asks a host for two at once, and forgets what is too much', async () => {
    let open = 0
    let most = 0
    const release = Promise.withResolvers<undefined>()
    const { fetching, origin, asked, known } = await provider((request, response) => {
      open += 1
      most = Math.max(most, open)
      void release.promise.then(() => {
        open -= 1
        sendPng(request, response)
      })
    })
    const fetched = Array.from({ length: 500 }, (_, index) => {
      known.add(`usr_${String(index)}`)
      return fetching.fetch(`usr_${String(index)}`, `${origin}/${String(index)}.png`)
    })

    await expect.poll(() => open).toBe(2)
    release.resolve(undefined)
    await Promise.all(fetched)

    expect([most, asked.length]).toEqual([2, 102])
  })

  it('L7 says what a store in trouble says, and goes on', async () => {
    const { fetch, store, said } = await provider(sendPng)
    const find = store.find.bind(store)
    store.find = () => Promise.reject(new Error('disk on fire'))

    await fetch('/ada.png')
    store.find = find
    await fetch('/ada.png')

    expect(said).toMatchObject([{ err: { message: 'disk on fire' } }])
    expect(await store.findVersion(ada.id)).not.toBeNull()
  })

  it('fetches nothing for somebody of whom a provider has no picture, and nothing once it is closed', async () => {
    const { fetching, fetch, asked } = await provider(sendPng)

    await fetching.fetch(ada.id, null)
    fetching.close()
    await fetch('/ada.png')

    expect(asked).toEqual([])
  })

  it('lets nobody wait who waits for one that is given up', async () => {
    const { fetching, origin } = await provider(() => undefined)
    const fetched = [1, 2, 3].map((index) => fetching.fetch(ada.id, `${origin}/${String(index)}.png`))

    fetching.close()

    expect(await Promise.all(fetched)).toEqual([undefined, undefined, undefined])
  })

  it('gives up what is under way when it is closed, and says nothing about that', async () => {
    const begun = Promise.withResolvers<undefined>()
    const { fetching, origin, said } = await provider(() => {
      begun.resolve(undefined)
    })
    const fetched = fetching.fetch(ada.id, `${origin}/ada.png`)
    await begun.promise

    fetching.close()
    await fetched

    expect(said).toEqual([])
  })
})

describe('within', () => {
  it('waits until it is done, and no longer than it may', async () => {
    const release = Promise.withResolvers<undefined>()
    const { fetching, store, origin } = await provider((request, response) => {
      void release.promise.then(() => {
        sendPng(request, response)
      })
    })

    const fetched = fetching.fetch(ada.id, `${origin}/ada.png`)
    await within(20, fetched)
    expect(await store.findVersion(ada.id)).toBeNull()
    await within(-1, fetched)
    release.resolve(undefined)
    await within(20_000, fetched)

    expect(await store.findVersion(ada.id)).not.toBeNull()
  })
})
