import { canonicalEmail } from '../users/email-address.ts'
import { findNameProblem, normalizeName } from '../users/user-name.ts'

/** In characters: that of a name as people may type it, and of an address of a picture. */
const [longestName, longestUrl] = [100, 2000]

/** A name as a provider tells it, in the form in which people may type one; null for what is no name. */
export function readName(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const printable = value.slice(0, 1000).replace(/\p{Cc}+/gu, ' ')
  // Half a pair may be left at the end.
  const name = normalizeName(
    normalizeName(printable)
      .slice(0, longestName)
      .replace(/[\ud800-\udbff]$/, ''),
  )
  return name.length > longestName || !name.isWellFormed() || findNameProblem(name) !== null ? null : name
}

/** An address as a provider tells it; null for what is none. */
export function readEmail(value: unknown): string | null {
  return typeof value === 'string' && canonicalEmail(value) !== null ? value : null
}

/** The address of a picture; null for what is none. Whether anybody may fetch it is decided where it is fetched. */
export function readPicture(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestUrl) return null
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url.href : null
}
