import type { DeviceSession } from '@coatcheck/angular'
import { troubleText } from './trouble-text'

/** What {@link CoatDeviceList} says. */
export interface DeviceListTexts {
  readonly device: (device: DeviceSession['device']) => string
  readonly thisDevice: string
  /** Before a relative time, such as "now" or "5 minutes ago". */
  readonly lastSeen: string
  readonly remembered: string
  readonly endedHere: string
  readonly endedElsewhere: string
  readonly end: string
  readonly ending: string
  readonly endOthers: string
  readonly loading: string
  readonly noOthers: string
  readonly retry: string
  readonly failedToLoad: (error: unknown) => string
  readonly failedToEnd: (error: unknown) => string
  readonly othersEnded: (count: number) => string
}

const strange = 'A browser we do not recognise'

export const deviceListTexts: DeviceListTexts = {
  device: ({ browser, os }) => (os === null ? (browser ?? strange) : `${browser ?? strange} on ${os}`),
  thisDevice: 'This device',
  lastSeen: 'Last used',
  remembered: 'stays logged in',
  endedHere: 'Logged out by you',
  endedElsewhere: 'Logged out there, or expired',
  end: 'Log out',
  ending: 'Logging out…',
  endOthers: 'Log out everywhere else',
  loading: 'Looking where you are logged in…',
  noOthers: 'You are logged in nowhere else.',
  retry: 'Try again',
  failedToLoad: (error) => `The list could not be brought up to date. ${troubleText(error)}`,
  failedToEnd: (error) => `That did not work: it is still logged in. ${troubleText(error)}`,
  othersEnded: (count) =>
    count === 1 ? 'The other device was logged out.' : `${count} other devices were logged out.`,
}
