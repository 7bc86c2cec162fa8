import { copyStore, type CopyProgress, postgresTarget, sqliteSource } from '@coatcheck/stores/copy'
import { parseArgs } from 'node:util'
import { ConfigRefused } from '../config.ts'
import { isPostgresUrl, sqliteFileOf } from '../database-url.ts'
import { readEnvironment } from '../environment.ts'

const copyUsage = `Usage: node main.js copy --from sqlite:./data/coatcheck.db [--to postgres://…] [--with-sessions]

  --from            the SQLite file; stop the app that uses it first
  --to              an empty PostgreSQL database; without it, the one that DATABASE_URL names
  --with-sessions   keeps everybody logged in; without it all log in again, with the password they have.
                    With REDIS_URL a part of each session is in Redis and stays there: keep REDIS_URL as it is`

/** Between two lines that tell how far it is, in rows. */
const tellEvery = 10_000

/** `node main.js copy`: copies everything from an SQLite file to PostgreSQL, and says how much it was. */
export async function copyCommand(arguments_: string[]): Promise<void> {
  const { from, to, withSessions } = readArguments(arguments_)
  const places = { from: () => sqliteSource(from), to: () => postgresTarget(to) }
  const copied = await copyStore(places, { withSessions, onProgress: tellNowAndThen() })
  const { sessions, ended_sessions, unreadableSessions, sessionsInRedis } = copied
  const people = ['users', 'passwords', 'identities', 'pictures', 'known_devices'] as const
  console.log(`Copied: ${people.map((table) => `${table.replace('_', ' ')} ${copied[table]}`).join(', ')}`)
  if (withSessions) console.log(`        sessions ${sessions}, ended sessions ${ended_sessions}`)
  // They would be taken for sessions that nobody has used since the login.
  if (sessionsInRedis > 0) {
    console.log(`A part of these sessions is in Redis: ${sessionsInRedis}. Go on with the same REDIS_URL,`)
    console.log('and leave that Redis as it is; without it their users may have to log in again.')
  }
  if (unreadableSessions > 0) console.log(`Left behind: sessions that cannot be read ${unreadableSessions}`)
}

function readArguments(arguments_: string[]) {
  const options = { from: { type: 'string' }, to: { type: 'string' }, 'with-sessions': { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: arguments_, options, allowPositionals: true })
    // Nothing is repeated: there may be a password in it.
    if (positionals.length > 0) throw new Error('An address comes after --from or --to.')
    const from = sqliteFileOf(values.from ?? '')
    const to = values.to ?? readEnvironment().databaseUrl ?? ''
    if (from === null) throw new Error('--from must be an SQLite file, such as sqlite:./data/coatcheck.db.')
    if (!isPostgresUrl(to)) {
      throw new Error('--to, or else DATABASE_URL, must be postgres://user:password@host:5432/database.')
    }
    return { from, to, withSessions: values['with-sessions'] ?? false }
  } catch (error) {
    throw new ConfigRefused(`${error instanceof Error ? error.message : String(error)}\n\n${copyUsage}`)
  }
}

function tellNowAndThen(): (progress: CopyProgress) => void {
  let told = 0
  return ({ table, rows }) => {
    if (rows < told) told = 0
    if (rows - told < tellEvery) return
    told = rows
    console.log(`${table.replace('_', ' ')}: ${rows} …`)
  }
}
