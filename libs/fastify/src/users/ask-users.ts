import { askDependency } from '../problem/dependency.ts'

/** Asks the host's users, in time. */
export function askUsers<T>(deadlineMs: number, question: () => Promise<T>): Promise<T> {
  return askDependency("The host's users", deadlineMs, question)
}
