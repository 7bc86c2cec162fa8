import { randomInt } from 'node:crypto'
import type { WatchedApi } from '../start-watched-api.ts'
import type { Answer } from '../visitor.ts'
import type { Shared } from './engines.ts'

/**
 * Lets everybody act on a node at once, which is killed at the n-th thing that it asks of the engines. Tells the answers,
 * null for who got none, and how many things it asked.
 */
export async function killAt(
  n: number,
  node: WatchedApi,
  { proxies }: Shared,
  acts: { send: (url: string) => Promise<Answer> }[],
): Promise<{ answers: (Answer | null)[]; asked: number }> {
  let asked = 0
  const onAsked = () => {
    asked += 1
    if (asked !== n) return
    for (const proxy of proxies) proxy.hold()
    void node.kill()
  }
  for (const proxy of proxies) proxy.onAsked = onAsked
  const answers = await Promise.all(acts.map(({ send }) => send(node.url).catch(nobodyAnswered)))
  await node.kill()
  // What it said last either reached the engine or did not.
  const isHeard = randomInt(2) === 0
  for (const proxy of proxies) {
    proxy.onAsked = () => undefined
    if (!isHeard) proxy.cut()
    proxy.release()
  }
  return { answers, asked }
}

/** `fetch` rejects with a TypeError when a connection is refused or torn, and with nothing else. */
function nobodyAnswered(error: unknown): null {
  if (error instanceof TypeError && error.cause !== undefined) return null
  throw error
}
