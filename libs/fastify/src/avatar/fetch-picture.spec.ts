import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { samplePicture } from '../testing/sample-pictures.ts'
import { fetchPicture, type PictureFetch } from './fetch-picture.ts'
import { type PictureNetwork, realNetwork } from './picture-network.ts'

const png = samplePicture('ada.png')
const publicAddress = '93.184.215.14'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const sendPng: Answer = (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png)
const redirectTo =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end()

/** A server, and a network in which all names and all addresses lead to it. */
async function internet(answers: Record<string, Answer> = {}, names: Record<string, string[]> = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${String(request.headers.host)}${String(request.url)}`)
    const answer = answers[request.url ?? ''] ?? sendPng
    answer(response, request)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const connected: string[] = []
  const network: PictureNetwork = {
    resolve: async (hostname) => names[hostname] ?? [publicAddress],
    connect(url, addresses) {
      connected.push(`${url.host} ${addresses.join()}`)
      return connect(port, '127.0.0.1')
    },
  }
  const fetching: PictureFetch = {
    sources: { hosts: ['pictures.example', '*.usercontent.example'] },
    network,
    mostBytes: 100_000,
    signal: AbortSignal.timeout(20_000),
  }
  const get = (url: string, more: Partial<PictureFetch> = {}) => fetchPicture(url, { ...fetching, ...more })
  return { get, asked, connected, network, port }
}

describe('fetchPicture', () => {
  it('brings the bytes from a host that was named', async () => {
    const { get, asked, connected } = await internet()

    expect(await get('https://pictures.example/ada.png?size=96')).toEqual(png)

    expect(asked).toEqual(['pictures.example/ada.png?size=96'])
    expect(connected).toEqual([`pictures.example ${publicAddress}`])
  })

  it('tells the other side nothing about us', async () => {
    const headers: string[][] = []
    const { get } = await internet({
      '/': (response, request) => {
        headers.push(Object.keys(request.headers))
        sendPng(response, request)
      },
    })

    await get('https://pictures.example/')

    expect(headers).toEqual([['host', 'accept', 'accept-encoding', 'connection']])
  })

  it('follows a redirect to another host that was named', async () => {
    const { get, asked } = await internet({ '/old': redirectTo('https://lh3.usercontent.example/new') })

    expect(await get('https://pictures.example/old')).toEqual(png)
    expect(asked).toEqual(['pictures.example/old', 'lh3.usercontent.example/new'])
  })

  it.each([
    'https://evil.example/ada.png',
    'http://pictures.example/ada.png',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
  ])('FC-29 ASVS 1.3.6 asks nobody for %s', async (url) => {
    const { get, connected } = await internet()

    expect(await get(url)).toBe('unknown_host')
    expect(connected).toEqual([])
  })

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00:ec2::254]/',
  ])('FC-29 ASVS 1.3.6 does not open %s, even if it was named by mistake', async (url) => {
    const { get, connected } = await internet()

    expect(await get(url, { sources: { hosts: [new URL(url).hostname] } })).toBe('private_address')
    expect(connected).toEqual([])
  })

  it.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['192.168.0.1']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['64:ff9b::7f00:1']],
    [[publicAddress, '127.0.0.1']],
    [[publicAddress, 'fe80::1']],
  ])('FC-29 ASVS 1.3.6 opens no connection to a name that leads to %j', async (addresses) => {
    const { get, connected } = await internet({}, { 'pictures.example': addresses })

    expect(await get('https://pictures.example/ada.png')).toBe('private_address')
    expect(connected).toEqual([])
  })

  it('FC-29 looks a name up once, and connects to what it has looked at', async () => {
    const { get, network, connected } = await internet()
    const answers = [[publicAddress], ['127.0.0.1']]

    const rebinding = { ...network, resolve: async () => answers.shift() ?? ['127.0.0.1'] }
    await get('https://pictures.example/ada.png', { network: rebinding })

    expect(connected).toEqual([`pictures.example ${publicAddress}`])
    expect(answers).toEqual([['127.0.0.1']])
  })

  it.each([
    ['to a host that nobody named', 'https://evil.example/', 'unknown_host'],
    ['to this machine', 'http://127.0.0.1/', 'unknown_host'],
    ['to what a cloud tells its machines', 'http://169.254.169.254/latest/meta-data/', 'unknown_host'],
    ['to a name that leads to this machine', 'https://inner.usercontent.example/', 'private_address'],
    ['to plain http', 'http://pictures.example/ada.png', 'unknown_host'],
    ['to a file', 'file:///etc/passwd', 'unknown_host'],
    ['to no address', 'https://[oops/', 'unreachable'],
    ['to itself, without end', '/ada.png', 'too_many_redirects'],
  ])('FC-29 ASVS 15.3.2 does not follow a redirect %s', async (_name, location, refusal) => {
    const names = { 'inner.usercontent.example': ['127.0.0.1'] }
    const { get, asked } = await internet({ '/ada.png': redirectTo(location) }, names)

    expect(await get('https://pictures.example/ada.png')).toBe(refusal)
    expect(new Set(asked)).toEqual(new Set(['pictures.example/ada.png']))
  })

  it.each([
    ['an SVG', 'image/svg+xml'],
    ['a page', 'text/html; charset=utf-8'],
    ['a page that calls itself a picture as well', 'text/html, image/png'],
    ['something', 'application/octet-stream'],
    ['a GIF', 'image/gif'],
  ])('leaves %s where it is', async (_name, type) => {
    const { get } = await internet({ '/x': (response) => response.writeHead(200, { 'content-type': type }).end(png) })

    expect(await get('https://pictures.example/x')).toBe('wrong_type')
  })

  it('unpacks nothing', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const headers = { 'content-type': 'image/png', 'content-encoding': 'gzip' }
    const { get } = await internet({ '/bomb': (response) => response.writeHead(200, headers).end(bomb) })

    expect(await get('https://pictures.example/bomb')).toBe('wrong_type')
  })

  it('does not wait for a file that says that it is huge', async () => {
    const headers = { 'content-type': 'image/png', 'content-length': '5000000000' }
    const { get } = await internet({ '/huge': (response) => void response.writeHead(200, headers).write('.') })

    expect(await get('https://pictures.example/huge')).toBe('too_large')
  })

  it('stops reading a file that does not say so and never ends', async () => {
    const ended = Promise.withResolvers<number>()
    const { get } = await internet({
      '/endless': (response) => {
        let sent = 0
        const send = () => {
          while (!response.destroyed && response.write(Buffer.alloc(10_000))) sent += 10_000
        }
        response.writeHead(200, { 'content-type': 'image/png' })
        response.on('drain', send).once('close', () => {
          ended.resolve(sent)
        })
        send()
      },
    })

    expect(await get('https://pictures.example/endless')).toBe('too_large')
    // What was on its way in the buffers of both sides, and not much more.
    expect(await ended.promise).toBeLessThan(20_000_000)
  })

  it.each([404, 500, 204, 206, 304])('makes no picture of a %i', async (status) => {
    const { get } = await internet({
      '/': (response) => response.writeHead(status, { 'content-type': 'image/png' }).end(),
    })

    expect(await get('https://pictures.example/')).toBe('wrong_status')
  })

  it('L5 gives up on a host that does not answer, or stops in the middle', async () => {
    const begun = Promise.withResolvers<undefined>()
    const { get } = await internet({
      '/silent': () => undefined,
      '/slow': (response) => {
        response.writeHead(200, { 'content-type': 'image/png' }).write('.')
        begun.resolve(undefined)
      },
    })
    const late = new AbortController()

    const answers = ['/silent', '/slow'].map((path) => get(`https://pictures.example${path}`, { signal: late.signal }))
    await begun.promise
    late.abort()

    expect(await Promise.all(answers)).toEqual(['unreachable', 'unreachable'])
  })

  it('makes no picture of a file that is cut off on its way', async () => {
    const { get } = await internet({
      '/cut': (response) => {
        response.writeHead(200, { 'content-type': 'image/png', 'content-length': '5000' }).write('.')
        setImmediate(() => response.destroy())
      },
    })

    expect(await get('https://pictures.example/cut')).toBe('unreachable')
  })

  it.each([
    ['no such name', { resolve: () => Promise.reject(new Error('ENOTFOUND')) }],
    ['a name without addresses', { resolve: async () => [] }],
    ['nobody there', { connect: () => connect(1, '127.0.0.1') }],
  ])('L7 answers that there is %s, and throws nothing', async (_name, trouble) => {
    const { get, network } = await internet()

    expect(await get('https://pictures.example/', { network: { ...network, ...trouble } })).toBe('unreachable')
    expect(await get('no address at all')).toBe('unreachable')
  })

  it('reaches into its own network for an origin that was named for that, and for no other', async () => {
    const { get, port } = await internet({ '/away': redirectTo('http://localhost:1/') })
    const origin = `http://127.0.0.1:${String(port)}`
    const options = { sources: { privateOrigins: [origin] }, network: realNetwork }

    expect(await get(`${origin}/ada.png`, options)).toEqual(png)
    expect(await get(`${origin}/away`, options)).toBe('unknown_host')
    expect(await get(`http://localhost:${String(port)}/ada.png`, options)).toBe('unknown_host')
  })
})
