import type { DeviceSession } from '@coatcheck/contract'
import bowser from 'bowser'

/** Browser and operating system as a user agent names them; null for what nobody recognises. */
export function describeDevice(userAgent: string | null): DeviceSession['device'] {
  if (userAgent === null || userAgent === '') return { browser: null, os: null }
  const { browser, os } = bowser.parse(userAgent)
  return { browser: browser.name || null, os: os.name || null }
}
