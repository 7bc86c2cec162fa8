/** What operators, terminals and containers end a process with. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Ends the process at once when it is told to stop while it still starts, however long it would have waited for a
 * database: nobody has been answered yet, and a migration that is half done is undone by the database. It has to be said,
 * for the first process of a container is ended by no signal that it does not handle. The returned function leaves
 * signals to whoever comes next.
 */
export function stopBeforeOpen(): () => void {
  const stop = (signal: NodeJS.Signals) => {
    console.log(`${signal} came before Coatcheck was open. Nothing was under way, so it ends.`)
    process.exit(0)
  }
  for (const signal of signals) process.once(signal, stop)
  return () => {
    for (const signal of signals) process.removeListener(signal, stop)
  }
}
