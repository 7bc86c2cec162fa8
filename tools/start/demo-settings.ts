import { startProviders } from '../identity-provider/start-providers.ts'
import { isPortFree } from './is-port-free.ts'

/** What the names of the settings of each provider begin with. */
const groups = ['OIDC_LOCAL_', 'GOOGLE_', 'FACEBOOK_']

/**
 * Starts the providers of the demo on this computer, and tells what to put into the environment of the API. A provider
 * that somebody has set up there keeps its settings.
 *
 * The ports follow that of the app: whoever has logged in as somebody there is the same person the next time, and to a
 * provider's identities belongs its address.
 */
export async function demoSettings(appUrl: string, given: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const appPort = Number(new URL(appUrl).port)
  const ports = await Promise.all([1, 2, 3].map((next) => freePortOrAny(appPort === 0 ? 0 : appPort + next)))
  const { settings, local, google, facebook } = await startProviders(appUrl, ports)
  console.log(
    `People to log in as are at ${local.issuer}, the local provider; stand-ins for Google and Facebook ` +
      `are at ${google.issuer} and ${facebook.origin}.`,
  )
  return withoutGiven(settings, given)
}

async function freePortOrAny(port: number): Promise<number> {
  return port < 65_536 && (await isPortFree(port)) ? port : 0
}

/** The settings of those providers of which nothing is given, and whatever else is not given. */
export function withoutGiven(settings: Record<string, string>, given: NodeJS.ProcessEnv): Record<string, string> {
  const isGiven = (name: string) => given[name] !== undefined && given[name] !== ''
  const taken = groups.filter((group) => Object.keys(given).some((name) => name.startsWith(group) && isGiven(name)))
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => !isGiven(name) && !taken.some((group) => name.startsWith(group))),
  )
}
