import { renameSync } from 'node:fs'
import { networkTroubles } from './network-troubles.ts'
import type { RedisVictim } from './redis-victim.ts'
import { readsGoOn, type Trouble } from './trouble.ts'

/** SQL alone decides that a session is over. */
const logoutsGoOn = { logout: [204] }

const redisAlone: Trouble<RedisVictim>[] = [
  ...networkTroubles,
  {
    what: 'is full',
    begin: ({ ask }) => ask('CONFIG SET maxmemory 1'),
    end: ({ ask }) => ask('CONFIG SET maxmemory 0'),
    answers: readsGoOn,
  },
  {
    what: 'has become a replica',
    begin: ({ ask }) => ask('REPLICAOF 127.0.0.1 1'),
    end: ({ ask }) => ask('REPLICAOF NO ONE'),
    answers: readsGoOn,
  },
  {
    what: 'has no connection left',
    begin: ({ lockOut }) => lockOut('CONFIG SET maxclients 1'),
    end: ({ letIn }) => letIn(),
  },
  {
    what: 'has another password',
    begin: ({ lockOut }) => lockOut('ACL SETUSER shop resetpass >other'),
    end: ({ letIn }) => letIn(),
  },
  {
    what: 'has lost its socket',
    isOnSocket: true,
    async begin({ server, ask }) {
      renameSync(server.socketFile, `${server.socketFile}.away`)
      await ask('CLIENT KILL USER shop')
    },
    end: async ({ server }) => renameSync(`${server.socketFile}.away`, server.socketFile),
  },
]

/** What can happen to a Redis, and to the PostgreSQL under it. */
export const redisTroubles: Trouble<RedisVictim>[] = [
  ...redisAlone.map((trouble) => ({ ...trouble, answers: { ...logoutsGoOn, ...trouble.answers } })),
  {
    what: 'is well, and its PostgreSQL is killed',
    begin: ({ under }) => under.kill(),
    end: ({ under }) => under.start(),
  },
]
