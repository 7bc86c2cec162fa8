/** Where a request comes from, as the list of devices shows it. A hint: both can be made up by whoever sends it. */
export interface Device {
  ip: string | null
  userAgent: string | null
}

/** More of a user agent is not worth a look; a longer one is meant to hurt whoever parses it (FC-42). */
const mostCharacters = 512

/** The device of a request. */
export function toDevice(ip: string | undefined, userAgent: string | undefined): Device {
  return { ip: ip ?? null, userAgent: userAgent?.slice(0, mostCharacters) ?? null }
}
