import { StoreUnavailable } from '@coatcheck/stores'
import type { OpenStore } from './open-store.ts'

/** Something that the server cannot work without, and how it is. */
interface DependencyState {
  name: string
  /** `unknown` when it was not to be found out in time. */
  state: 'ok' | 'unavailable' | 'unknown'
}

export interface Readiness {
  /**
   * How far the clock of this process is ahead of that of the database, in milliseconds; null where there is none or it
   * cannot be told. Sessions go by the clocks of the processes, which agree when each agrees with the one they share.
   */
  aheadMs: number | null
  dependencies: DependencyState[]
  /** What went wrong, for the log alone; null when all is well. */
  error: unknown
}

/** The stores keep the deadline themselves; whoever does not is not waited for much longer, in milliseconds. */
const marginMs = 250

/** Makes a function that asks all dependencies at once how they are. Who asks meanwhile is given the same answer. */
export function createReadiness({
  store,
  sql,
  hasRedis,
  deadlineMs,
  clock = Date.now,
}: OpenStore & { deadlineMs: number; clock?: () => number }): () => Promise<Readiness> {
  const parts = [{ name: sql, calledBy: 'sql' }, ...(hasRedis ? [{ name: 'redis', calledBy: 'redis' }] : [])]
  let asking: Promise<Readiness> | null = null

  async function ask(): Promise<Readiness> {
    try {
      const [aheadMs] = await inTime(Promise.all([readAheadMs(store, clock), store.check()]), deadlineMs + marginMs)
      return { dependencies: parts.map(({ name }) => ({ name, state: 'ok' })), aheadMs, error: null }
    } catch (error) {
      const troubled = error instanceof StoreUnavailable ? error.troubled : []
      const dependencies = parts.map(({ name, calledBy }) => ({ name, state: stateOf(calledBy, troubled) }))
      return { dependencies, aheadMs: null, error: error ?? new Error('The store failed without a reason') }
    } finally {
      asking = null
    }
  }

  /** Where there is one part alone, it is the one. */
  function stateOf(part: string, troubled: readonly string[]): DependencyState['state'] {
    if (parts.length === 1 || troubled.includes(part)) return 'unavailable'
    return troubled.length === 0 ? 'unknown' : 'ok'
  }

  return () => (asking ??= ask())
}

/** The answer is as old as half of the way there and back, at the most so much younger or older. */
async function readAheadMs(store: OpenStore['store'], clock: () => number): Promise<number | null> {
  if (store.serverTime === undefined) return null
  const [asked, started] = [clock(), performance.now()]
  // Who cannot tell the time is asked by the check whether all is well otherwise.
  const told = await store.serverTime().catch(() => null)
  return told === null ? null : asked + (performance.now() - started) / 2 - told
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer in ${String(milliseconds)} ms`))
    }, milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
