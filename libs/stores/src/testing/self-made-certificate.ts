import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that vouches for itself, with its key. Both in PEM. */
export interface SelfMadeCertificate {
  certificate: string
  key: string
}

/** The part of ASN.1 that a certificate is written in: a tag, a length of up to two bytes, and what is inside. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.of(tag, ...length), body])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const bytes = (hex: string): Buffer => der(0x04, Buffer.from(hex, 'hex'))
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const time = (text: string): Buffer => der(0x18, Buffer.from(text))

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
const [commonName, subjectAltName] = [objectId('550403'), objectId('551d11')]

/** Makes a certificate (RFC 5280) for a server of this DNS name: Node can read such things, and not write them. */
export function selfMadeCertificate(name: string): SelfMadeCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const who = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))))
  const names = sequence(der(0x82, Buffer.from(name)))
  const contents = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    who,
    sequence(time('20000101000000Z'), time('21000101000000Z')),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(subjectAltName, bytes(names.toString('hex'))))),
  )
  const signature = der(0x03, Buffer.of(0), sign('sha256', contents, privateKey))
  const lines =
    sequence(contents, ecdsaWithSha256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
