import type { LiveEvents } from '@coatcheck/contract'

/** What the stream has to tell, and what to do then. What it says is not read: it is a reason to ask, and no proof. */
export type OnLiveEvent = { readonly [Name in keyof LiveEvents | 'open']: () => void }

/**
 * Listens until the stream breaks or is given up. Resolves to whether it had been open; rejects where there are no such
 * streams.
 */
export async function listenToLiveStream(url: string, signal: AbortSignal, on: OnLiveEvent): Promise<boolean> {
  let wasOpen = false
  const stream = new EventSource(url, { withCredentials: true })
  for (const [name, listener] of Object.entries(on)) stream.addEventListener(name, listener)
  stream.addEventListener('open', () => (wasOpen = true))
  // By itself the browser would come back after some breaks and not after others, never asking who is logged in.
  await new Promise<unknown>((resolve) => {
    stream.addEventListener('error', resolve)
    signal.addEventListener('abort', resolve)
  })
  stream.close()
  return wasOpen
}
