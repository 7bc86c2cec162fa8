import { StoreRefused } from '../store-refused.ts'
import { sqlState } from './postgres-error.ts'

const wrongLogin = new Set(['28P01', '28000'])
const noDatabase = '3D000'
const notAllowed = '42501'

/** True when waiting for the server changes nothing: it is there, and said no. */
export function isHopeless(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  return wrongLogin.has(state) || state === noDatabase
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
  if (because.includes('corrupted migrations')) return 'A newer version of Coatcheck wrote it. Update this one.'
  return 'Start the server, or name another one.'
}
