/** How long sessions live. */
export interface Lifetimes {
  /** A session ends after this long without activity. Default 30 minutes. */
  idleSeconds: number
  /** A session ends this long after login, whatever happens. Default 12 hours. */
  absoluteSeconds: number
  /** The same two for people who chose "remember me". Default 14 and 30 days. */
  rememberedIdleSeconds: number
  rememberedAbsoluteSeconds: number
  /** How long before its end the app should warn. Default 2 minutes. */
  warnBeforeSeconds: number
  /** How long the proof of a step-up counts. Default 10 minutes. */
  stepUpSeconds: number
}

export const defaultLifetimes: Lifetimes = {
  idleSeconds: 30 * 60,
  absoluteSeconds: 12 * 3600,
  rememberedIdleSeconds: 14 * 86_400,
  rememberedAbsoluteSeconds: 30 * 86_400,
  warnBeforeSeconds: 120,
  stepUpSeconds: 600,
}

/** The reason of an ended session is told for so long, in milliseconds; then it is forgotten. */
export const reasonKeptMs = 15 * 60_000

/** Activity is written at most so often: reads must not become writes. In milliseconds. */
export function touchIntervalMs(idleMs: number): number {
  return Math.min(60_000, idleMs / 10)
}

/** Idle and absolute lifetime of one kind of session, in milliseconds. */
export function limitsOf(lifetimes: Lifetimes, persistent: boolean): { idleMs: number; absoluteMs: number } {
  const { idleSeconds, absoluteSeconds, rememberedIdleSeconds, rememberedAbsoluteSeconds } = lifetimes
  return persistent
    ? { idleMs: rememberedIdleSeconds * 1000, absoluteMs: rememberedAbsoluteSeconds * 1000 }
    : { idleMs: idleSeconds * 1000, absoluteMs: absoluteSeconds * 1000 }
}

/** Longer than this nobody can have meant: ten years. */
const mostSeconds = 10 * 366 * 86_400

/** Throws, at boot, for lifetimes that cannot have been meant. */
export function checkLifetimes(lifetimes: Lifetimes): void {
  for (const [name, seconds] of Object.entries(lifetimes)) {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > mostSeconds) {
      throw new Error(
        `coatcheck: sessions.${name} must be a whole number of seconds up to ten years, not ${String(seconds)}`,
      )
    }
  }
}
