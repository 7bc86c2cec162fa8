import { Client } from 'pg'
import { onTestFinished } from 'vitest'
import { createDatabase } from '../../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../../tools/servers/shared.ts'
import { startProxy, type TcpProxy } from '../../../../../tools/servers/start-proxy.ts'
import type { AppConfig } from '../../config.ts'

/** What two nodes share, one of which is going to be killed. */
export interface Shared {
  survivor: Partial<AppConfig>
  /** By this name PostgreSQL knows the node. */
  doomed: (name: string) => Partial<AppConfig>
  /** All that the doomed node asks goes through one of these. */
  proxies: TcpProxy[]
  /** For looks behind both of them. */
  sql: Client
}

async function throughProxy(url: string): Promise<{ url: string; proxy: TcpProxy }> {
  const through = new URL(url)
  const proxy = await startProxy({ port: Number(through.port) })
  onTestFinished(() => proxy.close())
  through.port = String(proxy.port)
  return { url: through.href, proxy }
}

async function overPostgres(): Promise<Shared> {
  const { url } = await createDatabase(sharedPostgres())
  const sql = new Client(url)
  await sql.connect()
  onTestFinished(() => sql.end())
  const way = await throughProxy(url)
  const doomed = (name: string) => ({ databaseUrl: `${way.url}?application_name=${name}` })
  return { survivor: { databaseUrl: url }, doomed, proxies: [way.proxy], sql }
}

async function overRedis(): Promise<Shared> {
  const { survivor, doomed, proxies, sql } = await overPostgres()
  const redisUrl = await createRedisDatabase(sharedRedis())
  const way = await throughProxy(redisUrl)
  return {
    survivor: { ...survivor, redisUrl },
    doomed: (name) => ({ ...doomed(name), redisUrl: way.url }),
    proxies: [...proxies, way.proxy],
    sql,
  }
}

export const engines = [
  { name: 'PostgreSQL', share: overPostgres },
  { name: 'Redis over PostgreSQL', share: overRedis },
]
