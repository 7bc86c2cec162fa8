import {
  type ClientMetadata,
  type Configuration,
  interactionPolicy,
  type JWKS,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { Html } from '../html.ts'
import { logoutPage, messagePage, pageHeaders } from '../pages.ts'
import type { Person } from '../people.ts'
import { claimsOf } from './claims-of.ts'
import type { Memory } from './memory-adapter.ts'
import type { IdentityProviderOptions } from './options.ts'

type Options = IdentityProviderOptions & { clientId: string; clientSecret: string }

export interface Surroundings {
  origin: string
  people: readonly Person[]
  memory: Memory
  jwks: JWKS
  /** Signs the cookies. */
  cookieKey: string
}

const scopes = ['openid', 'profile', 'email']

/** How the provider of one issuer is set up: real, but for people who prove nothing. */
export function createConfiguration(options: Options, around: Surroundings): Configuration {
  const { name, face = 'generic' } = options
  const { origin, people, memory, jwks, cookieKey } = around
  const isGeneric = face === 'generic'
  return {
    adapter: (model) => memory.adapter(model),
    jwks,
    clients: [clientOf(options)],
    scopes,
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'picture', 'locale'],
      email: ['email', 'email_verified'],
    },
    // Google puts them into the ID token; by the standard they are to be asked for.
    conformIdTokenClaims: isGeneric,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: isGeneric },
      rpInitiatedLogout: {
        enabled: isGeneric,
        logoutSource: (ctx, form) => {
          show(ctx, 200, logoutPage(name, new Html(form)))
        },
        postLogoutSuccessSource: (ctx) => {
          show(ctx, 200, messagePage('Logged out', `You are logged out of ${name}.`))
        },
      },
    },
    interactions: { policy: alwaysAsk(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantAll,
    findAccount(_ctx, sub) {
      const person = people.find((one) => one.sub === sub)
      return person === undefined ? undefined : { accountId: sub, claims: () => claimsOf(person, origin) }
    },
    renderError(ctx, { error, error_description: description = '' }) {
      show(ctx, ctx.status, messagePage(`${name} does not understand`, `${error}: ${description}`))
    },
    // Its own refuses to speak to this computer, which is the only one that there is here.
    fetch(url, options) {
      const request: RequestInit & { dispatcher?: unknown } = { ...options }
      delete request.dispatcher
      return fetch(url, request)
    },
    cookies: {
      keys: [cookieKey],
      // Cookies know no ports, and there may be several providers on this computer.
      names: { session: `${face}_session`, interaction: `${face}_interaction`, resume: `${face}_resume` },
    },
    // In seconds. Said here, since it warns of all that is left to its defaults.
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 86_400, Grant: 86_400 },
  }
}

function clientOf(options: Options): ClientMetadata {
  const { clientId, clientSecret, redirectUri, postLogoutRedirectUri, backchannelLogoutUri, face } = options
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: 'Coatcheck',
    redirect_uris: [redirectUri].flat(),
    // A step-up asks how long ago somebody proved who they are.
    require_auth_time: true,
    ...(face === 'google' || postLogoutRedirectUri === undefined
      ? {}
      : { post_logout_redirect_uris: [postLogoutRedirectUri] }),
    ...(face === 'google' || backchannelLogoutUri === undefined
      ? {}
      : { backchannel_logout_uri: backchannelLogoutUri, backchannel_logout_session_required: true }),
  }
}

/** Asks each time who it is, as Google's page of accounts does, so that one can try all of the people. */
function alwaysAsk() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  const isOpen = (ctx: KoaContextWithOIDC) => ctx.oidc.result?.login === undefined
  policy.get('login')?.checks.add(new interactionPolicy.Check('everybody', 'Somebody has to be chosen', isOpen))
  return policy
}

/** All that an app asks for it gets: a page about that would be one more click. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
  grant.addOIDCScope(scopes.join(' '))
  await grant.save()
  return grant
}

function show(ctx: KoaContextWithOIDC, status: number, { text }: Html): void {
  ctx.status = status
  ctx.set(pageHeaders)
  ctx.body = text
}
