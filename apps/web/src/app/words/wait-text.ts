/** "in 30 seconds", "in 5 minutes", or "in a moment" when the server did not say. */
export function waitText(seconds: number | null): string {
  if (seconds === null || seconds < 1) return 'in a moment'
  if (seconds < 90) return `in ${seconds.toString()} ${seconds === 1 ? 'second' : 'seconds'}`
  return `in ${Math.ceil(seconds / 60).toString()} minutes`
}
