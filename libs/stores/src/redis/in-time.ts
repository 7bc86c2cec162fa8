import { Deadline } from '../deadline.ts'
import { StoreUnavailable } from '../store-unavailable.ts'

/** Does all that one verb asks of SQL and of Redis, for no longer than a verb may take. */
export type InTime = <T>(work: () => Promise<T>) => Promise<T>

export function createInTime(deadlineMs: number): InTime {
  const tooLate = () => new StoreUnavailable(`Redis and SQL together took more than ${deadlineMs} ms`)
  return (work) => new Deadline(deadlineMs).wait(work, tooLate)
}
