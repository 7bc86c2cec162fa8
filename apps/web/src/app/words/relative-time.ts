const minute = 60
const hour = 60 * minute
const day = 24 * hour

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

/** "just now", "5 minutes ago", "yesterday", and the date itself after a month. A clock that is ahead is "just now" too. */
export function relativeTime(moment: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - moment.getTime()) / 1000)
  // The server writes down about once a minute that somebody was there.
  if (seconds < 90) return 'just now'
  if (seconds < hour) return relative.format(-Math.floor(seconds / minute), 'minute')
  if (seconds < day) return relative.format(-Math.floor(seconds / hour), 'hour')
  if (seconds < 30 * day) return relative.format(-Math.floor(seconds / day), 'day')
  return `on ${date.format(moment)}`
}

/** "Friday 12 June 2026 at 14:03:25", in the time zone of the person who reads it. */
export function exactTime(moment: Date): string {
  return exact.format(moment)
}
