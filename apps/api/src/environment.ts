import { isPictureHost, isPictureOrigin } from '@coatcheck/fastify'
import { envSchema } from 'env-schema'
import { isIP } from 'node:net'
import Type, { type Static } from 'typebox'
import { type Config, ConfigRefused } from './config.ts'
import { isPostgresUrl, isRedisUrl, sqliteFileOf } from './database-url.ts'
import { readProviders } from './provider-settings.ts'

const Seconds = Type.Integer({ minimum: 1, maximum: 366 * 86_400 })
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const EnvironmentSchema = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 3000 }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  PUBLIC_URL: Type.Optional(Type.String()),
  DATABASE_URL: Type.Optional(Type.String()),
  REDIS_URL: Type.Optional(Type.String()),
  START_WAIT_SECONDS: Type.Integer({ minimum: 0, maximum: 600, default: 10 }),
  SHUTDOWN_GRACE_SECONDS: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
  TRUST_PROXY: Type.String({ default: '' }),
  PICTURE_HOSTS: Type.String({ default: '' }),
  PICTURE_PRIVATE_ORIGINS: Type.String({ default: '' }),
  SESSION_IDLE_SECONDS: Type.Optional(Seconds),
  SESSION_ABSOLUTE_SECONDS: Type.Optional(Seconds),
  SESSION_REMEMBERED_IDLE_SECONDS: Type.Optional(Seconds),
  SESSION_REMEMBERED_ABSOLUTE_SECONDS: Type.Optional(Seconds),
  STEP_UP_SECONDS: Type.Optional(Seconds),
  SESSIONS_PER_USER: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  RATE_LIMIT_FACTOR: Type.Number({ minimum: 0.1, maximum: 1_000_000, default: 1 }),
  LOG_LEVEL: Type.Optional(Type.Enum([...levels])),
})

type Environment = Static<typeof EnvironmentSchema>

const seconds = 'a whole number of seconds from 1 to 31622400'

/** What to write instead, for each variable that can be wrong. */
const cures: Record<keyof Environment, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'the address to listen on, such as 127.0.0.1',
  PUBLIC_URL: 'the origin that browsers see, such as https://shop.example',
  DATABASE_URL: 'sqlite:./data/coatcheck.db or another file, or postgres://user:password@host:5432/database',
  REDIS_URL: 'redis://user:password@host:6379/0, rediss:// for TLS, or unix:///run/redis.sock?db=0',
  START_WAIT_SECONDS: 'a whole number from 0 to 600',
  SHUTDOWN_GRACE_SECONDS: 'a whole number from 0 to 60',
  TRUST_PROXY: 'the addresses of your proxies, such as 10.0.0.7,192.168.1.0/24 or loopback',
  PICTURE_HOSTS: 'hosts on the internet, such as pictures.example,*.cdn.example',
  PICTURE_PRIVATE_ORIGINS: 'origins in your own network, such as http://10.0.0.7:8080',
  SESSION_IDLE_SECONDS: seconds,
  SESSION_ABSOLUTE_SECONDS: seconds,
  SESSION_REMEMBERED_IDLE_SECONDS: seconds,
  SESSION_REMEMBERED_ABSOLUTE_SECONDS: seconds,
  STEP_UP_SECONDS: seconds,
  SESSIONS_PER_USER: 'a whole number from 1 to 10000',
  RATE_LIMIT_FACTOR: 'a number from 0.1 to 1000000',
  LOG_LEVEL: `one of ${levels.join(', ')}`,
}

/** Reads the configuration; the only file that looks at the environment. Throws one sentence per bad value. */
export function readEnvironment(environment: NodeJS.ProcessEnv = process.env): Config {
  // A variable that is set to nothing is meant to be unset.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const variables = readVariables(given)
  const { PORT, HOST, PUBLIC_URL, DATABASE_URL, REDIS_URL, TRUST_PROXY, RATE_LIMIT_FACTOR, LOG_LEVEL } = variables
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL ?? null,
    databaseUrl: DATABASE_URL ?? null,
    redisUrl: REDIS_URL ?? null,
    startWaitSeconds: variables.START_WAIT_SECONDS,
    shutdownGraceSeconds: variables.SHUTDOWN_GRACE_SECONDS ?? null,
    trustProxy: readList(TRUST_PROXY),
    pictures: {
      hosts: readList(variables.PICTURE_HOSTS),
      privateOrigins: readList(variables.PICTURE_PRIVATE_ORIGINS),
    },
    providers: readProviders(given),
    sessions: chosen({
      idleSeconds: variables.SESSION_IDLE_SECONDS,
      absoluteSeconds: variables.SESSION_ABSOLUTE_SECONDS,
      rememberedIdleSeconds: variables.SESSION_REMEMBERED_IDLE_SECONDS,
      rememberedAbsoluteSeconds: variables.SESSION_REMEMBERED_ABSOLUTE_SECONDS,
      stepUpSeconds: variables.STEP_UP_SECONDS,
    }),
    sessionsPerUser: variables.SESSIONS_PER_USER ?? null,
    rateLimitFactor: RATE_LIMIT_FACTOR,
    logLevel: LOG_LEVEL ?? null,
  }
}

/** What was set; the rest keeps the plugin's defaults. */
function chosen<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** What a schema cannot say about a variable. */
const checks: Partial<Record<keyof Environment, (text: string) => boolean>> = {
  PUBLIC_URL: isOrigin,
  DATABASE_URL: (text) => sqliteFileOf(text) !== null || isPostgresUrl(text),
  REDIS_URL: isRedisUrl,
  TRUST_PROXY: (text) => readList(text).every(isProxy),
  PICTURE_HOSTS: (text) => readList(text).every(isPictureHost),
  PICTURE_PRIVATE_ORIGINS: (text) => readList(text).every(isPictureOrigin),
}

function readVariables(given: Record<string, string | undefined>): Environment {
  const names = Object.keys(cures) as (keyof Environment)[]
  const wrong = new Set(names.filter((name) => given[name] !== undefined && checks[name]?.(given[name]) === false))
  try {
    const variables = envSchema<Environment>({ schema: EnvironmentSchema, data: given, env: false, dotenv: false })
    if (wrong.size === 0) return variables
  } catch (error) {
    for (const { instancePath } of validationErrors(error)) wrong.add(instancePath.slice(1) as keyof Environment)
  }
  throw refusal(names.filter((name) => wrong.has(name)))
}

function validationErrors(error: unknown): { instancePath: string }[] {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors as { instancePath: string }[]
  }
  throw error
}

/** The value itself is not repeated: it may be a URL with a password in it. */
function refusal(wrong: (keyof Environment)[]): ConfigRefused {
  return new ConfigRefused(wrong.map((name) => `${name} must be ${cures[name]}.`).join('\n'))
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
}

function isOrigin(text: string): boolean {
  return (
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text.replace(/\/$/, '')
  )
}

/** An address, a network or a name that Fastify knows. Not "everybody": then anybody could forge an address. */
function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  if (bits === undefined) return true
  // Fewer than 96 bits of an IPv4-mapped network are every IPv4 address there is (CVE-2026-92395).
  const fewest = address.toLowerCase().startsWith('::ffff:') ? 96 : 1
  return /^\d{1,3}$/.test(bits) && Number(bits) >= fewest && Number(bits) <= (version === 4 ? 32 : 128)
}
