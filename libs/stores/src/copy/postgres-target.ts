import type { Client } from 'pg'
import { postgres } from '../postgres.ts'
import { loadDriver } from '../postgres/load-driver.ts'
import { endClient, PostgresConnector } from '../postgres/postgres-connector.ts'
import { StoreRefused } from '../store-refused.ts'
import type { StoreTarget } from './store-target.ts'

/** How long the server may take to let us in, and to let go of us, in milliseconds. */
const graceMs = 10_000

/**
 * Opens a PostgreSQL database to be filled, bringing its tables up to date. Rejects with {@link StoreRefused} when the
 * server is not there or somebody has an account there already.
 */
export async function postgresTarget(url: string): Promise<StoreTarget> {
  const store = await postgres(url)
  await store.close()
  const connector = new PostgresConnector(await loadDriver(), url, graceMs)
  // However many rows there are, and however slow the source is.
  const client = connector.client({ statement_timeout: 0, idle_in_transaction_session_timeout: 0 })
  try {
    await client.connect()
    await begin(client, connector.place)
  } catch (error) {
    await endClient(client, graceMs)
    throw refusal(error)
  }
  return {
    async add(table, rows) {
      if (rows.length === 0) return
      const columns = Object.keys(rows[0] ?? {}).join(', ')
      const given = `json_populate_recordset(null::coatcheck_${table}, $1::json)`
      await tell(() =>
        client.query(`insert into coatcheck_${table} (${columns}) select ${columns} from ${given}`, [
          JSON.stringify(rows),
        ]),
      )
    },
    async keep() {
      await tell(() => client.query('commit'))
    },
    // The server undoes what was not committed.
    close: () => endClient(client, graceMs),
  }
}

/** Nobody registers there until it is over. */
async function begin(client: Client, place: string): Promise<void> {
  await client.query('begin')
  await client.query(
    'lock table coatcheck_users, coatcheck_passwords, coatcheck_identities in share row exclusive mode',
  )
  const { rows } = await client.query<{ taken: boolean }>(
    `select exists (select from coatcheck_users) or exists (select from coatcheck_passwords)
         or exists (select from coatcheck_identities) as taken`,
  )
  if (rows[0]?.taken === false) return
  throw new StoreRefused(`There are users already in ${place}; nothing was changed there. Name an empty database.`)
}

async function tell(question: () => Promise<unknown>): Promise<void> {
  try {
    await question()
  } catch (error) {
    throw refusal(error)
  }
}

function refusal(error: unknown): StoreRefused {
  if (error instanceof StoreRefused) return error
  const because = error instanceof Error && error.message !== '' ? error.message : String(error)
  return new StoreRefused(
    `Nothing was copied, since PostgreSQL refused it (${because}). Try again when that is mended.`,
    {
      cause: error,
    },
  )
}
