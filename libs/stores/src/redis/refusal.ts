import { isCertificateTrouble } from '../certificate-trouble.ts'
import { StoreRefused } from '../store-refused.ts'
import { errorCode } from './redis-error.ts'

const wrongLogin = new Set(['WRONGPASS', 'NOAUTH'])

/** True when waiting for the server changes nothing: it is there, and said no. */
export function isHopeless(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  if (error instanceof StoreRefused || isCertificateTrouble(error)) return true
  return wrongLogin.has(code) || code === 'NOPERM' || isOutOfRange(error)
}

/** What is wrong at a place, and what to do about it. */
export function refusal(place: string, error: unknown): StoreRefused {
  const because = (error instanceof Error && error.message !== '' ? error.message : String(error)).replace(/\.$/, '')
  return new StoreRefused(`Cannot use the Redis ${place}. ${because}. ${cure(error)}`.trim(), { cause: error })
}

function cure(error: unknown): string {
  if (error instanceof StoreRefused) return ''
  const code = errorCode(error) ?? ''
  if (wrongLogin.has(code)) return 'Check the user and the password.'
  if (code === 'NOPERM') return 'Let this user do that, on the keys and the channel that begin with the prefix.'
  if (isCertificateTrouble(error)) {
    return 'Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS, and the server as its certificate does.'
  }
  if (isOutOfRange(error)) return 'Name another database.'
  return 'Start the server, or name another one.'
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof Error && error.message.includes('DB index is out of range')
}
