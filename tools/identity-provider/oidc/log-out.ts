import type Provider from 'oidc-provider'
import type { Memory } from './memory-adapter.ts'

type Client = NonNullable<Awaited<ReturnType<Provider['Client']['find']>>>

/** A verb that the types of `oidc-provider` do not know. */
interface BackchannelClient {
  backchannelLogout(sub: string, sid: string | undefined): Promise<void>
}

/**
 * Ends the sessions that a person has at the provider and tells each app by back-channel. The status of each answer; 0
 * where there was none.
 */
export async function logOut(sub: string, provider: Provider, memory: Memory): Promise<number[]> {
  const sessions = memory.of('Session')
  const answers: number[] = []
  for (const [id, { payload }] of [...sessions]) {
    if (payload.accountId !== sub) continue
    sessions.delete(id)
    for (const [clientId, { sid }] of Object.entries(payload.authorizations ?? {})) {
      const client = await provider.Client.find(clientId)
      if (client?.backchannelLogoutUri !== undefined) answers.push(await tell(client, sub, sid))
    }
  }
  return answers
}

async function tell(client: Client, sub: string, sid: string | undefined): Promise<number> {
  try {
    await (client as unknown as BackchannelClient).backchannelLogout(sub, sid)
    return 204
  } catch (error) {
    return error instanceof Error && 'response' in error ? (error.response as Response).status : 0
  }
}
