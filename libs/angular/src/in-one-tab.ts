/**
 * Does the work in one tab at a time, until it is done or given up. When that tab is closed, even by a crash, it is
 * another one's turn at once. Where tabs cannot agree, each of them does it. The work must not reject.
 */
export async function inOneTab(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  // Missing on plain http, except on localhost.
  const locks = (navigator as Partial<Navigator>).locks
  // A page that falls asleep over its last answer must not keep the turn.
  const givenUp = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve()
    })
  })
  try {
    if (!locks) await work()
    else await locks.request(name, { signal }, () => Promise.race([work(), givenUp]))
  } catch {
    // Some private modes forbid it. When it was given up before its turn came, there is nothing to do.
    if (!signal.aborted) await work()
  }
}
