import { isCertificateTrouble } from '../certificate-trouble.ts'
import { StoreRefused } from '../store-refused.ts'
import { sqlState } from './postgres-error.ts'

const wrongLogin = new Set(['28P01', '28000'])
const noDatabase = '3D000'
const notAllowed = '42501'
/** What a server says to this is no news: it knows all that we ask for. A pooler does not. */
const unknownParameter = 'unsupported startup parameter'

/** True when waiting for the server changes nothing: it is there, and said no. */
export function isHopeless(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  return wrongLogin.has(state) || state === noDatabase || isCertificateTrouble(error) || isPooler(error)
}

/** What is wrong at a place, and what to do about it. */
export function refusal(place: string, error: unknown): StoreRefused {
  if (error instanceof StoreRefused) return error
  const because = error instanceof Error && error.message !== '' ? error.message : String(error)
  return new StoreRefused(`Cannot use the PostgreSQL database ${place} (${because}). ${cure(error, because)}`, {
    cause: error,
  })
}

function cure(error: unknown, because: string): string {
  const state = sqlState(error) ?? ''
  if (wrongLogin.has(state)) return 'Check the user and the password.'
  if (state === noDatabase) return 'Create the database, or name another one.'
  if (state === notAllowed) return 'Let this user create tables there, or name another one.'
  if (isPooler(error)) {
    return 'A pooler is in between. Let it hand out sessions and ignore these parameters, or go to the server itself.'
  }
  if (isCertificateTrouble(error)) {
    return 'Name the authority that signed its certificate with sslrootcert, and the server as its certificate does.'
  }
  if (because.includes('corrupted migrations')) return 'A newer version of Coatcheck wrote it. Update this one.'
  return 'Start the server, or name another one.'
}

function isPooler(error: unknown): boolean {
  return error instanceof Error && error.message.includes(unknownParameter)
}
