/**
 * Makes a function that has work done, never twice at once. Asked for while it is being done, it is done once more
 * afterwards: what happened meanwhile may have come too late for the run before. The work must not reject.
 */
export function oneAtATime(work: () => Promise<void>): () => void {
  let asked = 0
  let done = 0
  let running = false
  const run = async () => {
    running = true
    while (done < asked) {
      done = asked
      await work()
    }
    running = false
  }
  return () => {
    asked += 1
    if (!running) void run()
  }
}
