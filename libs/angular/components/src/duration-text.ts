/** "45 seconds", "2 minutes", "1 minute 30 seconds". */
export function durationText(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.ceil(seconds) % 60]
  const parts = [count(minutes, 'minute'), count(rest, 'second')].filter((part) => part !== null)
  return parts.join(' ') || '0 seconds'
}

function count(number: number, unit: string): string | null {
  if (number === 0) return null
  return `${number.toString()} ${unit}${number === 1 ? '' : 's'}`
}
