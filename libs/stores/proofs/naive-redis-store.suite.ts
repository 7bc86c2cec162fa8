import { createRedisDatabase } from '../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../tools/servers/shared.ts'
import { describeSessionStore } from '../src/testing.ts'
import { naiveRedis } from './naive-redis-store.ts'

describeSessionStore('naive', async () => naiveRedis(await createRedisDatabase(sharedRedis())))
