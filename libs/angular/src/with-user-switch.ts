import type { CoatcheckFeature } from './provide-coatcheck'

/**
 * Says what becomes of a page when somebody else has logged in, in another tab. `reload`, the default: a new one takes
 * its place. `stay`: guards run again, and the app itself drops what was the other person's (it follows `userId()`).
 */
export function withUserSwitch(userSwitch: 'reload' | 'stay'): CoatcheckFeature {
  return { config: { userSwitch } }
}
