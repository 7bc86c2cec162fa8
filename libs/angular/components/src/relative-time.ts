const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/**
 * "5 minutes ago" in the language of the locale; within the last minute and a half it is "now", since the server
 * writes activity down about once a minute. A clock that is ahead is "now", too.
 */
export function relativeTime(at: Date, now: Date, locale: string): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1_000)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const [unit, length] = units.find(([, length]) => seconds >= Math.max(length, 90)) ?? ['second', Infinity]
  return words.format(-Math.floor(Math.max(0, seconds) / length), unit)
}
