import { facebook, google, isProviderUrl, oidc, type ProviderConfig } from '@coatcheck/fastify'
import { ConfigRefused } from './config.ts'

type Variables = Record<string, string | undefined>

/** One that is found by its issuer, such as `OIDC_STAFF_ISSUER`; the part in the middle is its name. */
const issuerPattern = /^OIDC_([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_ISSUER$/

const addresses = ['GOOGLE_ISSUER', 'FACEBOOK_DIALOG_URL', 'FACEBOOK_GRAPH_URL']

/**
 * The providers by which people can log in. Google and Facebook are always among them: in development their buttons say
 * that they are not set up, and in production they are not there. Throws one sentence per bad value.
 */
export function readProviders(given: Variables): ProviderConfig[] {
  const names = Object.keys(given).flatMap((name) => issuerPattern.exec(name)?.[1] ?? [])
  const wrong = [...addresses, ...names.map((name) => `OIDC_${name}_ISSUER`)].filter((name) => !isAddress(given[name]))
  if (wrong.length > 0) {
    throw new ConfigRefused(
      wrong.map((name) => `${name} must be an https address, such as https://login.example.`).join('\n'),
    )
  }
  return [
    google({ ...credentials('GOOGLE', given), ...chosen({ issuer: given['GOOGLE_ISSUER'] }) }),
    facebook({
      ...credentials('FACEBOOK', given),
      ...chosen({ dialogUrl: given['FACEBOOK_DIALOG_URL'], graphUrl: given['FACEBOOK_GRAPH_URL'] }),
    }),
    ...names.toSorted().map((name) => readOidc(name, given)),
  ]
}

function readOidc(name: string, given: Variables): ProviderConfig {
  const prefix = `OIDC_${name}`
  const id = name.toLowerCase().replaceAll('_', '-')
  return oidc({
    id,
    label: given[`${prefix}_LABEL`] ?? id,
    issuer: given[`${prefix}_ISSUER`] ?? '',
    ...credentials(prefix, given),
    logsOut: given[`${prefix}_LOGOUT`] === 'true',
  })
}

function credentials(prefix: string, given: Variables) {
  return { clientId: given[`${prefix}_CLIENT_ID`], clientSecret: given[`${prefix}_CLIENT_SECRET`] }
}

function isAddress(text: string | undefined): boolean {
  return text === undefined || isProviderUrl(text)
}

/** What was set. */
function chosen<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
