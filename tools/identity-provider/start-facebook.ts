import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendGraphError } from './facebook/graph-error.ts'
import { graphMe } from './facebook/graph-me.ts'
import { Grants } from './facebook/grants.ts'
import { LoopbackServer, type Trouble } from './loopback-server.ts'
import { loginPage, messagePage, sendPage } from './pages.ts'
import { type Person, personWith, seededPeople } from './people.ts'
import { readForm } from './read-form.ts'
import { sendPicture } from './send-picture.ts'

/** How the stand-in for Facebook is set up. */
export interface FacebookOptions {
  /** Where it sends people back to; several for several apps. Compared letter by letter. */
  redirectUri: string | string[]
  /** Default 0: any free port. */
  port?: number
  appId?: string
  appSecret?: string
  /** Default {@link seededPeople}. */
  people?: readonly Person[]
}

/** A stand-in that speaks Facebook's dialect of OAuth 2. */
export interface Facebook {
  /** `http://127.0.0.1:…`: the origin of dialog, Graph API and pictures alike. */
  origin: string
  appId: string
  appSecret: string
  /** Begins a trouble, for paths that begin with `path` alone if one is named; null ends it. */
  setTrouble(trouble: Trouble | null, path?: string): Promise<void>
  close(): Promise<void>
}

/**
 * Starts the stand-in. Below `/v23.0`, or any other version: `/dialog/oauth`, `/oauth/access_token` and `/me`.
 *
 * @example
 * const facebook = await startFacebook({ redirectUri: `${app}/auth/providers/facebook/callback` })
 */
export async function startFacebook(options: FacebookOptions): Promise<Facebook> {
  const { people = seededPeople, appId = '100200300400500', appSecret = 'everybody-knows-this-secret' } = options
  const redirectUris = [options.redirectUri].flat()
  const grants = new Grants(appSecret)
  const server = await LoopbackServer.open(options.port ?? 0)

  server.answerWith(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', server.origin)
    const path = pathname.replace(/^\/v\d+\.\d+/, '')
    if (path.startsWith('/pictures/')) await sendPicture(response, path.slice('/pictures/'.length))
    else if (path === '/dialog/oauth') await dialog(request, response, searchParams)
    else if (path === '/oauth/access_token') await token(request, response, searchParams)
    else if (path === '/me') me(request, response, searchParams)
    else sendGraphError(response, { message: `Unknown path components: ${path}`, type: 'OAuthException', code: 2500 })
  })

  async function dialog(request: IncomingMessage, response: ServerResponse, fields: URLSearchParams): Promise<void> {
    const redirectUri = fields.get('redirect_uri') ?? ''
    if (fields.get('client_id') !== appId || !redirectUris.includes(redirectUri)) {
      sendPage(response, 400, messagePage('URL blocked', 'This redirect URI or this app is not known here.'))
    } else if (request.method === 'POST') {
      const answer = decide(await readForm(request), fields, redirectUri)
      response.writeHead(302, { location: backTo(redirectUri, answer, fields.get('state')) }).end()
    } else {
      sendPage(response, 200, loginPage('Facebook', 'Coatcheck', people, request.url ?? ''))
    }
  }

  function decide(form: URLSearchParams, fields: URLSearchParams, redirectUri: string): Record<string, string> {
    const chosen = form.get('person')
    if (chosen === null) {
      const reason = { error_reason: 'user_denied', error_description: 'Permissions error' }
      return { error: 'access_denied', error_code: '200', ...reason }
    }
    const scopes = (fields.get('scope') ?? 'public_profile').split(/[ ,]+/)
    const challenge = fields.get('code_challenge')
    return { code: grants.createCode({ person: personWith(chosen, people), scopes, redirectUri, challenge }) }
  }

  async function token(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const fields = request.method === 'POST' ? await readForm(request) : query
    if (fields.get('client_id') !== appId || fields.get('client_secret') !== appSecret) {
      sendGraphError(response, { message: 'Error validating client secret.', type: 'OAuthException', code: 1 })
      return
    }
    const outcome = grants.exchange(fields)
    if (typeof outcome === 'string') {
      sendJson(response, { access_token: outcome, token_type: 'bearer', expires_in: 5_183_944 })
    } else sendGraphError(response, outcome)
  }

  function me(request: IncomingMessage, response: ServerResponse, fields: URLSearchParams): void {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
    const grant = grants.open(fields.get('access_token') ?? bearer, fields.get('appsecret_proof'))
    if ('message' in grant) sendGraphError(response, grant)
    else
      sendJson(
        response,
        graphMe(grant.person, (fields.get('fields') ?? 'name').split(','), grant.scopes, server.origin),
      )
  }

  return {
    origin: server.origin,
    appId,
    appSecret,
    setTrouble: (trouble, path) => server.set(trouble, path),
    close: () => server.close(),
  }
}

/** The way back, with the `#_=_` that Facebook has put behind it since 2011. */
function backTo(redirectUri: string, answer: Record<string, string>, state: string | null): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return `${url.href}#_=_`
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body))
}
