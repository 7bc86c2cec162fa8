import { NotStorable } from '@coatcheck/stores'
import { Unavailable } from './unavailable.ts'

/** Waits for work no longer than the deadline; then it is {@link Unavailable}, whatever the work still does (L5). */
export async function withDeadline<T>(name: string, deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    timeout.reject(new Unavailable(`${name} did not answer within ${String(deadlineMs)} ms`))
  }, deadlineMs)
  try {
    return await Promise.race([work(), timeout.promise])
  } finally {
    clearTimeout(timer)
  }
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
    throw error instanceof Unavailable || error instanceof NotStorable ? error : new Unavailable(`${name} is not available`, { cause: error })
  }
}
