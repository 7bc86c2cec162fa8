import { StoreRefused } from '@coatcheck/stores'
import closeWithGrace from 'close-with-grace'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildApp } from './build-app.ts'
import { ConfigRefused, defaultDatabaseUrl, defaultGraceSeconds } from './config.ts'
import { copyCommand } from './copy/copy-command.ts'
import {
  checkDemo,
  demoAccount,
  demoDatabaseUrl,
  isOnThisMachineOnly,
  refuseDemoAccount,
  seedDemoAccount,
} from './demo/demo-account.ts'
import { readEnvironment } from './environment.ts'
import { stopBeforeOpen } from './stop-before-open.ts'

const usage = `Usage: node main.js [--demo]
       node main.js copy --from sqlite:./data/coatcheck.db --to postgres://… [--with-sessions]

  --demo   makes an account to try things with and prints it; on this machine only
  --help   prints this
  copy     takes everything from an SQLite file to PostgreSQL

Settings come from the environment: PORT, HOST, PUBLIC_URL, DATABASE_URL, REDIS_URL, TRUST_PROXY,
PICTURE_HOSTS, PICTURE_PRIVATE_ORIGINS, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, FACEBOOK_CLIENT_ID,
FACEBOOK_CLIENT_SECRET, OIDC_…_ISSUER, OIDC_…_CLIENT_ID, OIDC_…_CLIENT_SECRET, OIDC_…_LABEL, OIDC_…_LOGOUT,
SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS, SESSION_REMEMBERED_IDLE_SECONDS,
SESSION_REMEMBERED_ABSOLUTE_SECONDS, STEP_UP_SECONDS, SESSIONS_PER_USER, RATE_LIMIT_FACTOR,
START_WAIT_SECONDS, SHUTDOWN_GRACE_SECONDS, LOG_LEVEL.
The README says more.`

/** The built web app, as seen from the sources and from the build alike. */
const webRoot = fileURLToPath(new URL('../../web/dist/browser', import.meta.url))

async function main(): Promise<void> {
  const [command, ...commandArguments] = process.argv.slice(2)
  if (command === 'copy') {
    await copyCommand(commandArguments)
    return
  }
  const { demo, help } = readArguments()
  if (help) {
    console.log(usage)
    return
  }
  const leaveSignals = stopBeforeOpen()
  const config = readEnvironment()
  const { host } = config
  const port = config.port === 0 ? await freePort(host) : config.port
  const publicUrl = config.publicUrl ?? `http://localhost:${String(port)}`
  if (demo) checkDemo(host, publicUrl)

  const settings = {
    ...config,
    publicUrl,
    databaseUrl: config.databaseUrl ?? (demo ? demoDatabaseUrl : defaultDatabaseUrl),
    webRoot: existsSync(webRoot) ? webRoot : null,
    logLevel: config.logLevel ?? (demo ? 'warn' : 'info'),
  }
  if (demo) await seedDemoAccount(settings)
  else if (!isOnThisMachineOnly(host, publicUrl)) await refuseDemoAccount(settings)
  const app = await buildApp(settings)
  // On one's own machine nobody turns elsewhere, and whoever pressed Ctrl-C waits.
  const graceSeconds = config.shutdownGraceSeconds ?? (isOnThisMachineOnly(host, publicUrl) ? 0 : defaultGraceSeconds)
  const delay = Math.max(10, graceSeconds + 5) * 1000
  await app.listen({ port, host })
  leaveSignals()
  closeWithGrace({ delay, logger: app.log }, async ({ err }) => {
    if (err !== undefined) app.log.error({ err }, 'The server stops because of an error')
    await app.stop(err === undefined ? graceSeconds : 0)
  })
  console.log(greeting(publicUrl, demo))
}

function readArguments(): { demo: boolean; help: boolean } {
  try {
    const options = { demo: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const
    return parseArgs({ options }).values
  } catch (error) {
    throw new ConfigRefused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

/** The public URL is part of the configuration, so the port must be known before it is listened on. */
async function freePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer().once('error', reject)
  server.listen(0, host, () => {
    const address = server.address()
    server.close(() => {
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return promise
}

function greeting(publicUrl: string, demo: boolean): string {
  const lines = ['', `  Coatcheck is open: ${publicUrl}`]
  if (demo) lines.push('', `  Log in as ${demoAccount.email}`, `  Password  ${demoAccount.password}`)
  return [...lines, ''].join('\n')
}

/** The sentence for an operator, or null for an error that nobody foresaw. */
function explain(error: unknown): string | null {
  if (error instanceof ConfigRefused || error instanceof StoreRefused) return error.message
  if (!(error instanceof Error) || !('code' in error)) return null
  if (error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : ''
    return `Port ${port} is in use. Stop what listens there, or set PORT to another one.`
  }
  if (error.code === 'EACCES') return 'This port is not allowed to this user. Set PORT to one above 1023.'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'HOST is not an address of this machine.'
  return null
}

try {
  await main()
} catch (error) {
  console.error(explain(error) ?? error)
  process.exit(1)
}
