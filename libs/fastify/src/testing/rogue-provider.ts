import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { oidc, type OidcOptions, type ProviderConfig } from '../index.ts'
import { noon } from './test-app.ts'
import { createTokenKey, signToken, type Signing, type TokenKey } from './sign-token.ts'

type Fields = Record<string, unknown>

let firstKey: Promise<TokenKey> | null = null

/** What a code stands for. */
interface Grant {
  request: URLSearchParams
  claims: Fields
}

/** What the provider does wrong. Without any of it, it is an honest one. */
export interface Lies {
  /** Changes what the ID token says; a field that becomes undefined is left out. */
  claims?: (claims: Fields) => Fields
  signing?: Signing
  metadata?: (metadata: Fields) => Fields
  /** Changes what the token endpoint says. */
  tokens?: (tokens: Fields) => Fields
  userInfo?: (claims: Fields) => Fields
  /** Answers a request in its own way. Resolves to true when it has, or never. */
  answer?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
}

/**
 * An OpenID provider over real HTTP that does what a test tells it to. There is no login page: {@link authorize} is what
 * a browser comes back with.
 */
export class RogueProvider {
  readonly clientId = 'shop'
  readonly clientSecret = 'a secret of the shop'
  lies: Lies = {}
  /** By its clock, in milliseconds. */
  clock: () => number = () => noon
  /** The paths that were asked for, in order. */
  readonly asked: string[] = []
  readonly #server: Server
  readonly #grants = new Map<string, Grant>()
  #key: TokenKey
  #published: TokenKey[]

  private constructor(server: Server, key: TokenKey) {
    this.#server = server
    this.#key = key
    this.#published = [key]
  }

  static async start(): Promise<RogueProvider> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    // To make one takes longer than most tests.
    firstKey ??= createTokenKey()
    const provider = new RogueProvider(server, await firstKey)
    server.on('request', (request, response) => void provider.#answer(request, response))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`
  }

  /** As an app names it. */
  config(options: Partial<OidcOptions> = {}): ProviderConfig {
    const { issuer, clientId, clientSecret } = this
    return oidc({ id: 'rogue', label: 'Rogue', issuer, clientId, clientSecret, ...options })
  }

  /** Somebody presses the button: where the browser goes back to. */
  authorize(location: string, claims: Fields = {}): URL {
    const { searchParams: request } = new URL(location)
    const code = randomUUID()
    this.#grants.set(code, { request, claims })
    const callback = new URL(request.get('redirect_uri') ?? '')
    callback.search = new URLSearchParams({ code, state: request.get('state') ?? '', iss: this.issuer }).toString()
    return callback
  }

  /** Signs with a new key from now on; the old one is no longer published. */
  async rotateKeys(): Promise<void> {
    this.#key = await createTokenKey()
    this.#published = [this.#key]
  }

  /** Publishes one more key. */
  async addKey(): Promise<void> {
    this.#published.push(await createTokenKey())
  }

  /** Any token at all, signed as an ID token would be. */
  sign(claims: Fields, signing: Signing = {}): Promise<string> {
    return signToken(claims, this.#key, signing)
  }

  /** A logout token that is in order, but for what the fields say. */
  logoutToken(fields: Fields, signing: Signing = {}): Promise<string> {
    const now = Math.floor(this.clock() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const claims = { iss: this.issuer, aud: this.clientId, iat: now, exp: now + 120, jti: randomUUID(), events }
    return this.sign({ ...claims, ...fields }, { typ: 'logout+jwt', ...signing })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.issuer)
    this.asked.push(pathname)
    if ((await this.lies.answer?.(request, response)) === true) return
    if (pathname === '/.well-known/openid-configuration') send(response, this.#metadata())
    else if (pathname === '/keys') send(response, { keys: this.#published.map(({ jwk }) => jwk) })
    else if (pathname === '/token') await this.#token(request, response)
    else if (pathname === '/userinfo') this.#userInfo(request, response)
    else send(response, {}, 404)
  }

  #metadata(): Fields {
    const { issuer } = this
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      end_session_endpoint: `${issuer}/logout`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }
    return this.lies.metadata?.(metadata) ?? metadata
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fields = new URLSearchParams(await text(request))
    const grant = this.#grants.get(fields.get('code') ?? '')
    this.#grants.delete(fields.get('code') ?? '')
    const isClient = request.headers.authorization === `Basic ${btoa(basicOf(this))}`
    const isSameApp = grant?.request.get('redirect_uri') === fields.get('redirect_uri')
    const challenge = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url')
    const isSameBrowser = grant?.request.get('code_challenge') === challenge
    if (grant === undefined || !isClient || !isSameApp || !isSameBrowser) {
      send(response, { error: 'invalid_grant' }, 400)
      return
    }
    const idToken = await this.sign(this.#claimsOf(grant), this.lies.signing)
    const accessToken = Buffer.from(JSON.stringify(grant.claims)).toString('base64url')
    const tokens = { access_token: accessToken, token_type: 'Bearer', expires_in: 60, id_token: idToken }
    send(response, this.lies.tokens?.(tokens) ?? tokens)
  }

  #claimsOf({ request, claims }: Grant): Fields {
    const now = Math.floor(this.clock() / 1000)
    const maxAge = request.get('max_age') === null ? {} : { auth_time: now }
    const times = { iat: now, exp: now + 300, ...maxAge }
    const honest = {
      iss: this.issuer,
      aud: this.clientId,
      sub: 'ada',
      nonce: request.get('nonce'),
      ...times,
      ...claims,
    }
    return this.lies.claims?.(honest) ?? honest
  }

  #userInfo(request: IncomingMessage, response: ServerResponse): void {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const claims = { sub: 'ada', ...(JSON.parse(Buffer.from(token, 'base64url').toString()) as Fields) }
    send(response, this.lies.userInfo?.(claims) ?? claims)
  }
}

/** Client authentication by HTTP Basic writes both parts as a form would (RFC 6749, 2.3.1). */
function basicOf({ clientId, clientSecret }: RogueProvider): string {
  return `${clientId}:${encodeURIComponent(clientSecret).replaceAll('%20', '+')}`
}

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
