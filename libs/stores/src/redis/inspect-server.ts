import { StoreRefused } from '../store-refused.ts'
import { readText } from './read-answer.ts'
import type { RedisLink } from './redis-link.ts'

/** Looks whether a server can be relied on. Throws {@link StoreRefused} when it cannot, and an error while it starts. */
export async function inspectServer(link: RedisLink): Promise<{ takesWrites: boolean }> {
  const info = readInfo(readText(await link.send(['INFO'])))
  if (info.get('loading') === '1') throw new Error('It is still loading its data')
  if (info.get('cluster_enabled') === '1') {
    throw new StoreRefused('It is part of a Redis Cluster. Name one Redis, with or without replicas.')
  }
  const policy = info.get('maxmemory_policy') ?? 'one that it does not tell'
  if (policy !== 'noeviction') {
    throw new StoreRefused(
      `Its maxmemory-policy is ${policy}: it may forget sessions and counted tries. Set maxmemory-policy noeviction.`,
    )
  }
  return { takesWrites: info.get('role') === 'master' }
}

/** The lines `name:value` of the answer to INFO. */
function readInfo(text: string): Map<string, string> {
  const lines = text.split('\r\n').map((line) => line.split(':'))
  return new Map(lines.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]])))
}
