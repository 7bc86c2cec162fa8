import { randomUUID } from 'node:crypto'
import Provider from 'oidc-provider'
import { LoopbackServer, type Trouble } from './loopback-server.ts'
import { createConfiguration } from './oidc/configuration.ts'
import { interact } from './oidc/interaction.ts'
import { logOut } from './oidc/log-out.ts'
import { Memory } from './oidc/memory-adapter.ts'
import type { IdentityProviderOptions } from './oidc/options.ts'
import { createSigningKeys } from './oidc/signing-keys.ts'
import { seededPeople } from './people.ts'
import { sendPicture } from './send-picture.ts'

/** An OpenID provider on this computer alone, for trying things out and for tests. */
export interface IdentityProvider {
  /** `http://127.0.0.1:…`: where its discovery document is found, and the origin of its pictures. */
  issuer: string
  clientId: string
  clientSecret: string
  /** Begins a trouble, for paths that begin with `path` alone if one is named; null ends it. */
  setTrouble(trouble: Trouble | null, path?: string): Promise<void>
  /** Signs with a new key from now on; the old one is no longer published. */
  rotateKeys(): Promise<void>
  /** Ends a person's sessions here and tells the app by back-channel. The status of each answer; 0 where there was none. */
  logOut(sub: string): Promise<number[]>
  close(): Promise<void>
}

/**
 * Starts an identity provider: the real `oidc-provider`, with people who log in by a click.
 *
 * @example
 * const provider = await startIdentityProvider({ name: 'Hatstand', redirectUri: `${app}/auth/providers/hatstand/callback` })
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { name, people = seededPeople, clientId = 'coatcheck', clientSecret = 'everybody-knows-this-secret' } = options
  const memory = new Memory()
  const cookieKey = randomUUID()
  const create = async (origin: string) => {
    const surroundings = { memory, cookieKey, people, origin, jwks: await createSigningKeys() }
    return new Provider(origin, createConfiguration({ ...options, clientId, clientSecret }, surroundings))
  }

  const server = await LoopbackServer.open(options.port ?? 0)
  let provider = await create(server.origin)
  server.answerWith(async (request, response) => {
    const [, folder, file = ''] = new URL(request.url ?? '/', server.origin).pathname.split('/')
    if (folder === 'pictures') await sendPicture(response, file)
    else if (folder === 'interaction') await interact(provider, request, response, { name, people })
    else await provider.callback()(request, response)
  })
  return {
    issuer: server.origin,
    clientId,
    clientSecret,
    setTrouble: (trouble, path) => server.set(trouble, path),
    async rotateKeys() {
      provider = await create(server.origin)
    },
    logOut: (sub) => logOut(sub, provider, memory),
    close: () => server.close(),
  }
}
