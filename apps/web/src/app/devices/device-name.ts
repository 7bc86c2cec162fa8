/** What a browser says of itself; null for what it keeps to itself. */
interface DeviceWords {
  readonly browser: string | null
  readonly os: string | null
}

/** "Firefox on Linux", and a name also for a device that gives none. */
export function deviceName({ browser, os }: DeviceWords): string {
  if (browser && os) return `${browser} on ${os}`
  if (browser) return browser
  return os ? `A browser on ${os}` : 'A device that keeps its name to itself'
}
