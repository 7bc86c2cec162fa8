import { askPostgres, createDatabase } from '../../../../../tools/servers/postgres-address.ts'
import { createTablespace, type PostgresServer, startPostgres } from '../../../../../tools/servers/start-postgres.ts'
import { startProxy, type TcpProxy } from '../../../../../tools/servers/start-proxy.ts'
import { startWatchedApi, type WatchedApi } from '../start-watched-api.ts'
import { troubleConfig, type Victim } from './trouble.ts'

const password = 'kept-in-a-drawer'

/** A PostgreSQL to be hurt, and the API over it, which is nobody special there. */
export interface PostgresVictim extends Victim {
  server: PostgresServer
  proxy: TcpProxy
  /** The name of that of the API. */
  database: string
  apiOnSocket: WatchedApi
  /** Runs SQL about the user of the API, whose connections are ended then. */
  lockOut: (change: string) => Promise<unknown>
  /** Lets the user of the API in again. */
  letIn: () => Promise<unknown>
}

/** Starts all of it. On a small disk the tables of the API are alone. */
export async function startPostgresVictim({ diskBytes = null }: { diskBytes?: number | null } = {}): Promise<
  PostgresVictim & { remove: () => Promise<void> }
> {
  const server = await startPostgres({ autovacuum: 'off' }, { diskBytes })
  const proxy = await startProxy(server)
  const { name } = await createDatabase(server)
  const ask = (sql: string) => askPostgres(server, sql)
  await ask(`create role shop login password '${password}'`)
  await ask(`alter database ${name} owner to shop`)
  if (diskBytes !== null) {
    await createTablespace(server, 'small')
    await ask(`alter database ${name} set tablespace small`)
  }
  const urlAt = (host: string) => `postgres://shop:${password}@${host}/${name}`
  const open = (databaseUrl: string) => startWatchedApi({ config: { databaseUrl, ...troubleConfig() } })
  const api = await open(urlAt(`127.0.0.1:${String(proxy.port)}`))
  const apiOnSocket = await open(urlAt(`${encodeURIComponent(server.folder)}:${String(server.port)}`))
  return {
    server,
    proxy,
    database: name,
    api,
    apiOnSocket,
    async lockOut(change) {
      await ask(`alter role shop ${change}`)
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shop'`)
    },
    letIn: () => ask(`alter role shop password '${password}' connection limit -1`),
    async remove() {
      proxy.release()
      await Promise.all([api.stop(), apiOnSocket.stop()])
      await proxy.close()
      await server.remove()
    },
  }
}
