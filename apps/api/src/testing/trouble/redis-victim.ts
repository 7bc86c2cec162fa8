import { createDatabase } from '../../../../../tools/servers/postgres-address.ts'
import { askRedis, RedisTalk } from '../../../../../tools/servers/redis-address.ts'
import { type PostgresServer, startPostgres } from '../../../../../tools/servers/start-postgres.ts'
import { startProxy, type TcpProxy } from '../../../../../tools/servers/start-proxy.ts'
import { type RedisServer, startRedis } from '../../../../../tools/servers/start-redis.ts'
import { startWatchedApi, type WatchedApi } from '../start-watched-api.ts'
import { troubleConfig, type Victim } from './trouble.ts'

const password = 'kept-in-a-drawer'

/** A Redis to be hurt, the PostgreSQL under it, and the API over both. */
export interface RedisVictim extends Victim {
  server: RedisServer
  proxy: TcpProxy
  under: PostgresServer
  apiOnSocket: WatchedApi
  ask: (command: string) => Promise<unknown>
  /** Lets nobody in any more, and ends the connections of the API. */
  lockOut: (command: string) => Promise<unknown>
  /** Lets the API in again. */
  letIn: () => Promise<unknown>
}

/** Starts all of it. */
export async function startRedisVictim(): Promise<RedisVictim & { remove: () => Promise<void> }> {
  const user = ['--user', 'shop', 'on', `>${password}`, '~*', '&*', '+@all']
  const keeping = ['--appendonly', 'yes', '--appendfsync', 'always']
  const [server, under] = await Promise.all([startRedis(...user, ...keeping), startPostgres()])
  const proxy = await startProxy(server)
  const { url: databaseUrl } = await createDatabase(under)
  const open = (redisUrl: string) => startWatchedApi({ config: { databaseUrl, redisUrl, ...troubleConfig() } })
  const api = await open(`redis://shop:${password}@127.0.0.1:${String(proxy.port)}`)
  const apiOnSocket = await open(`unix://shop:${password}@${server.socketFile}`)
  let talk: RedisTalk | null = null
  return {
    server,
    under,
    proxy,
    api,
    apiOnSocket,
    ask: (command) => askRedis(server, command),
    async lockOut(command) {
      talk = new RedisTalk(server)
      await talk.ask(command)
      await talk.ask('CLIENT KILL USER shop')
    },
    async letIn() {
      await talk?.ask('CONFIG SET maxclients 1000')
      await talk?.ask(`ACL SETUSER shop resetpass >${password}`)
      talk?.close()
    },
    async remove() {
      proxy.release()
      await Promise.all([api.stop(), apiOnSocket.stop()])
      await proxy.close()
      await Promise.all([server.remove(), under.remove()])
    },
  }
}
