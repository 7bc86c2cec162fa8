const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Reads a duration such as `90s`, `10m`, `1h` or `2d` in milliseconds, or null for text that is none. */
export function readDurationMs(text: string): number | null {
  const [, count, unit] = /^([1-9]\d{0,9})([smhd])$/.exec(text) ?? []
  return count === undefined ? null : Number(count) * unitMs[unit as keyof typeof unitMs]
}
