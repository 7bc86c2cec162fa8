import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { askPostgres } from '../../../../../tools/servers/postgres-address.ts'
import { Visitor } from '../visitor.ts'
import { networkTroubles } from './network-troubles.ts'
import type { PostgresVictim } from './postgres-victim.ts'
import { readsGoOn, type Trouble } from './trouble.ts'

const socketOf = ({ server }: PostgresVictim) => join(server.folder, `.s.PGSQL.${String(server.port)}`)

async function setReadOnly({ server }: PostgresVictim, value: 'on' | 'off'): Promise<void> {
  await askPostgres(server, `alter system set default_transaction_read_only = ${value}`)
  await askPostgres(server, 'select pg_reload_conf()')
}

/** Somebody else's table takes all the room there is, and strangers what is left in the pages of ours. */
async function fillDisk({ server, database }: PostgresVictim): Promise<void> {
  await askPostgres(server, 'create table filling (line text) tablespace small')
  const lines = `insert into filling select repeat('x', 1900) from generate_series(1, 20000)`
  await expect(askPostgres(server, lines)).rejects.toThrow('No space left on device')
  const untilFull = (insert: string) =>
    askPostgres(
      server,
      `do $$ begin loop begin ${insert}; exception when disk_full then exit; end; end loop; end $$`,
      database,
    )
  await untilFull(`insert into coatcheck_users values (gen_random_uuid(), '', null, null, 0, '[]', '', 0, 0)`)
  await untilFull(`insert into coatcheck_sessions
    values (gen_random_uuid(), gen_random_uuid(), '', 0, 0, 0, 0, 9e15, 9e15, 0, '[]', '{}')`)
}

/** What can happen to a PostgreSQL. */
export const postgresTroubles: Trouble<PostgresVictim>[] = [
  ...networkTroubles,
  {
    what: 'is read-only',
    async begin(victim) {
      await setReadOnly(victim, 'on')
      // The server tells its processes in its own time.
      const readyz = async () => (await new Visitor(victim.api.url).get('/readyz')).status
      await expect.poll(readyz, { timeout: 10_000 }).toBe(503)
    },
    end: (victim) => setReadOnly(victim, 'off'),
    answers: readsGoOn,
  },
  {
    what: 'has no connection left',
    begin: ({ lockOut }) => lockOut('connection limit 0'),
    end: ({ letIn }) => letIn(),
  },
  {
    what: 'has another password',
    begin: ({ lockOut }) => lockOut(`password 'other'`),
    end: ({ letIn }) => letIn(),
  },
  {
    what: 'has lost its socket',
    isOnSocket: true,
    async begin(victim) {
      renameSync(socketOf(victim), `${socketOf(victim)}.away`)
      await victim.lockOut('connection limit -1')
    },
    end: async (victim) => renameSync(`${socketOf(victim)}.away`, socketOf(victim)),
  },
]

/** For a victim on a small disk alone. */
export const fullDisk: Trouble<PostgresVictim> = {
  what: 'is on a disk that is full',
  begin: fillDisk,
  end: ({ server }) => askPostgres(server, 'drop table filling'),
  // It takes writes, and says so, as long as they need no room or find some that has just been left.
  answers: {
    ...readsGoOn,
    readyz: [200, 503],
    extend: [200, 503],
    'step up': [200, 503],
    login: [200, 503],
    logout: [204, 503],
  },
}
