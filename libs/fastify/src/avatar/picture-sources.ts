/** Where pictures may be fetched from. */
export interface PictureSources {
  /**
   * Hosts on the internet, asked over https alone: `pictures.example`, or `*.pictures.example` for all below it. What
   * they say leads elsewhere is followed to these alone.
   */
  hosts?: readonly string[]
  /**
   * Origins in one's own network, such as `http://10.0.0.7:8080`: for these alone an address may be private, and the
   * protocol http. For a provider that is not on the internet.
   */
  privateOrigins?: readonly string[]
}

/** Tells whether `pictures.hosts` may have this: a host, or all below one. */
export function isPictureHost(text: string): boolean {
  return /^(\*\.)?[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(text) && text.replace('*.', '').includes('.')
}

/** Tells whether `pictures.privateOrigins` may have this. */
export function isPictureOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.parse(text)?.origin === text
}

/** Throws, at boot, for a source that nobody could have meant. */
export function checkSources({ hosts = [], privateOrigins = [] }: PictureSources): void {
  for (const host of hosts) {
    if (!isPictureHost(host)) {
      throw new Error(
        `coatcheck: pictures.hosts has "${host}". Write a host such as pictures.example or *.pictures.example.`,
      )
    }
  }
  for (const origin of privateOrigins) {
    if (isPictureOrigin(origin)) continue
    throw new Error(`coatcheck: pictures.privateOrigins has "${origin}". Write an origin such as http://10.0.0.7:8080.`)
  }
}

/** Whether, and how, a picture may be fetched from an address: anywhere on the internet, or in one's own network, too. */
export function reachOf(url: URL, { hosts = [], privateOrigins = [] }: PictureSources): 'public' | 'private' | null {
  if (url.username !== '' || url.password !== '') return null
  if (privateOrigins.includes(url.origin)) return 'private'
  if (url.protocol !== 'https:' || url.port !== '') return null
  return hosts.some((host) => matches(url.hostname, host)) ? 'public' : null
}

function matches(hostname: string, host: string): boolean {
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host
}
