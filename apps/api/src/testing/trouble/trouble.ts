import { builtWebApp } from '../built-web-app.ts'
import type { WatchedApi } from '../start-watched-api.ts'

/** How long the API waits for an engine while these are tried, in milliseconds. */
export const deadlineMs = 1000

/** What the API is told when these are tried. */
export const troubleConfig = () => ({ deadlineMs, webRoot: builtWebApp() })

/** An engine that can be hurt, and the API over it. */
export interface Victim {
  api: WatchedApi
  /** The same, connected by a socket in the file system. */
  apiOnSocket?: WatchedApi
}

/** What somebody asks while an engine is in trouble. */
export type Question = 'page' | 'readyz' | 'me' | 'status' | 'extend' | 'step up' | 'login' | 'register' | 'logout'

/** What can happen to an engine, for real, until it is over. */
export interface Trouble<V> {
  /** What is the matter, as it goes on after the name of the engine: "hangs". */
  what: string
  begin: (victim: V) => Promise<unknown>
  end: (victim: V) => Promise<unknown>
  /** What is answered other than 503, and 200 for the page; of several statuses each is honest. */
  answers?: Partial<Record<Question, number[]>>
  /** Which of the two APIs it happens to. Default false. */
  isOnSocket?: boolean
}

/** For troubles that only those notice who write. */
export const readsGoOn = { me: [200], status: [200] }
