import { Unavailable } from './unavailable.ts'

/**
 * Asks something behind us and waits no longer than the deadline (L5). Whatever goes wrong there becomes
 * {@link Unavailable}: a driver's error must never be taken for an answer about the user.
 */
export async function askDependency<T>(name: string, deadlineMs: number, question: () => Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    timeout.reject(new Error(`${name} did not answer within ${String(deadlineMs)} ms`))
  }, deadlineMs)
  try {
    return await Promise.race([question(), timeout.promise])
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable(`${name} is not available`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
