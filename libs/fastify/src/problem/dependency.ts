import { Deadline, NotStorable } from '@coatcheck/stores'
import { Unavailable } from './unavailable.ts'

/**
 * Waits for work no longer than the deadline, nor than that of the work which this is a part of; then it is
 * {@link Unavailable} (L5). What a store has not committed by then it does not commit any more.
 */
export async function withDeadline<T>(name: string, deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const tooLate = () => new Unavailable(`${name} did not answer in time, which is ${String(deadlineMs)} ms at the most`)
  return new Deadline(deadlineMs).wait(work, tooLate)
}

/**
 * Asks something behind us, within the deadline. Whatever goes wrong there becomes {@link Unavailable}: a
 * driver's error must never be taken for an answer about the user (L2). A value that cannot be kept is the mistake of
 * whoever wants to keep it: a 500.
 */
export async function askDependency<T>(name: string, deadlineMs: number, question: () => Promise<T>): Promise<T> {
  try {
    return await withDeadline(name, deadlineMs, question)
  } catch (error) {
    throw error instanceof Unavailable || error instanceof NotStorable
      ? error
      : new Unavailable(`${name} is not available`, { cause: error })
  }
}
