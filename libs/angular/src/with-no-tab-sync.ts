import type { CoatcheckFeature } from './provide-coatcheck'

/** Keeps tabs from telling each other of logins and logouts. Each then learns of them when it asks the server next. */
export function withNoTabSync(): CoatcheckFeature {
  return { config: { tabSync: false } }
}
