import type { AuthEvent } from '@coatcheck/angular'
import type { Exchange } from '../wire/exchange'

/** A stretch of the way that a ticket takes. */
export type LaneName = 'browser' | 'wire' | 'server'

/** `refused`: the server said no. `lost`: nobody knows whether it arrived. */
export type Tone = 'well' | 'refused' | 'lost'

/** Runs through some lanes, one after the other. */
export interface Light {
  readonly tone: Tone
  readonly path: readonly LaneName[]
}

const there: readonly LaneName[] = ['browser', 'wire', 'server']
const back: readonly LaneName[] = ['server', 'wire', 'browser']

/** The way of a request. */
export function lightOfExchange({ status }: Pick<Exchange, 'status'>): Light {
  const tone = toneOf(status)
  return { tone, path: tone === 'lost' ? ['browser', 'wire'] : there }
}

/** The way on which the news came; null where a request of this page has lit it already. */
export function lightOfEvent(event: AuthEvent): Light | null {
  if (event.type === 'stale') return { tone: 'lost', path: ['browser', 'wire'] }
  if (event.type === 'expiring') return { tone: 'well', path: ['browser'] }
  if (event.type === 'extended' || event.type === 'fresh') return { tone: 'well', path: back }
  if (event.source === 'here') return null
  return { tone: 'well', path: event.source === 'tab' ? ['browser'] : back }
}

/** What became of a request, by its status; 0 stands for no answer. */
export function toneOf(status: number): Tone {
  if (status === 0 || status >= 500) return 'lost'
  return status >= 400 ? 'refused' : 'well'
}
