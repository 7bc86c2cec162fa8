import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { postgres } from '../postgres.ts'
import { describeTwoNodes } from '../testing.ts'
import { redis } from './open-redis.ts'

const database = await createDatabase(sharedPostgres())
const url = await createRedisDatabase(sharedRedis())
const deadlineMs = 20_000
const open = async () => redis(url, { over: await postgres({ url: database.url, deadlineMs }), deadlineMs })

describeTwoNodes('redis over postgres', async () => [await open(), await open()])
