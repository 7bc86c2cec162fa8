/**
 * npm passes a SIGTERM on to the shell that it started, and some shells (dash among them) die of it without telling
 * their own child. Whoever is run by npm and outlives that shell has been told to stop.
 */
export function onOrphaned(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 250)
  watch.unref()
}
