import type { CoatcheckFeature } from './provide-coatcheck'

/** Keeps the library from asking again when a page is looked at again, is online again, or is shown by "Back". */
export function withNoRevalidation(): CoatcheckFeature {
  return { config: { revalidation: false } }
}
