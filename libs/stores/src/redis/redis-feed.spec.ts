import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../../tools/servers/shared.ts'
import { redis } from '../redis.ts'
import { sqlite } from '../sqlite.ts'
import { describeStoreFeed } from '../testing.ts'

const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-redis-feed-')), `${randomUUID()}.db`)
const url = await createRedisDatabase(sharedRedis())
const open = async () => redis(url, { over: await sqlite(file) })

describeStoreFeed('redis', async () => [await open(), await open()])
