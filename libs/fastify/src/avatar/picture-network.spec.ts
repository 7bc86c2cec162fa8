import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { certificate } from '../testing/certificate.ts'
import { samplePicture } from '../testing/sample-pictures.ts'
import { fetchPicture } from './fetch-picture.ts'
import { realNetwork } from './picture-network.ts'

const png = samplePicture('ada.png')

/** A host with a certificate, asked by the name that is in it or by another one. */
async function secureHost() {
  const names: string[] = []
  let pictures = 0
  const SNICallback = (name: string, done: (error: null) => void) => {
    names.push(name)
    done(null)
  }
  const server = createServer({ ...certificate, SNICallback }, (_request, response) => {
    pictures += 1
    response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const get = (name: string) => {
    const origin = `https://${name}:${String(port)}`
    return fetchPicture(`${origin}/ada.png`, {
      sources: { privateOrigins: [origin] },
      // No name here is known to any name server: whoever asked one again would not find the host.
      network: { ...realNetwork, resolve: async () => ['127.0.0.1'] },
      mostBytes: 100_000,
      signal: AbortSignal.timeout(20_000),
    })
  }
  return { get, names, pictures: () => pictures }
}

function trust(certificates: string[]): void {
  const before = getCACertificates('default')
  setDefaultCACertificates(certificates)
  onTestFinished(() => setDefaultCACertificates(before))
}

describe('realNetwork', () => {
  it('speaks TLS to the address that was looked at, under the name that was asked for', async () => {
    const { get, names } = await secureHost()
    trust([certificate.cert])

    expect(await get('pictures.example')).toEqual(png)
    expect(names).toEqual(['pictures.example'])
  })

  it('ASVS 12.3.2 believes no certificate that nobody vouches for, or that is for another name', async () => {
    const { get, pictures } = await secureHost()

    expect(await get('pictures.example')).toBe('unreachable')
    trust([certificate.cert])
    expect(await get('evil.example')).toBe('unreachable')
    expect(pictures()).toBe(0)
  })

  it('finds the addresses of a name', async () => {
    expect(await realNetwork.resolve('localhost')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(127\.|::1)/)]),
    )
    await expect(realNetwork.resolve('no.such.name.invalid')).rejects.toThrow()
  })
})
