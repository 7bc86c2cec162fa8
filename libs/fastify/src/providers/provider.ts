import type { ProviderConfig } from './provider-config.ts'

/** What a browser takes along to a provider, and what must come back with it. */
export interface Departure {
  state: string
  nonce: string
  codeVerifier: string
  /** True to ask the person again who they are, although the provider may know. */
  reauthenticates: boolean
}

/** The same departure, seen from the way back. */
export interface Arrival extends Departure {
  /** When the browser left, in milliseconds by our clock. */
  beganAt: number
}

/** What a provider says about a person. Nothing of it is a key to anything. */
export interface Details {
  name: string | null
  email: string | null
  /** Whether the provider can know that the address is the person's. */
  emailVerified: boolean
  picture: string | null
}

/** Whom a provider vouches for. */
export interface Vouching {
  issuer: string
  subject: string
  /** The provider's name for its own session, for its logout; null when it told none. */
  sid: string | null
  /** By the provider's clock, in milliseconds. */
  issuedAt: number
  /** Asks the provider for what it has not told yet. Rejects with {@link ProviderFailure}. */
  details: () => Promise<Details>
}

/** A verified word of the provider's that somebody is logged out there. */
export interface LogoutNotice {
  id: string
  subject: string | null
  sid: string | null
  issuedAt: number
}

/** A way in by somebody else's login page. Every verb rejects with `ProviderFailure`, in time. */
export interface Provider {
  readonly config: ProviderConfig
  /** Under whose name its identities are kept. */
  readonly issuer: string
  /** True after a failure, until it has worked again or some time has passed. A hint. */
  readonly isInTrouble: boolean
  /** Looks whether it works again. Neither waits nor fails. */
  recheck?(): void
  /** Where to send the browser. */
  leave(departure: Departure): Promise<URL>
  /** Checks the way back, `callback` being the URL as the browser called it, and says who it is. */
  arrive(callback: URL, arrival: Arrival): Promise<Vouching>
  /** Where a browser logs out at the provider, or null. Never rejects. */
  logoutUrl?(homeUrl: string): Promise<string | null>
  /** Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6). */
  readLogoutToken?(token: string): Promise<LogoutNotice>
}
