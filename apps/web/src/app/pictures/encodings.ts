/** One way to write a picture down. */
export interface Encoding {
  readonly type: 'image/webp' | 'image/jpeg' | 'image/png'
  /** 0 to 1, for the types that lose something. */
  readonly quality?: number
  /** At most so many pixels a side. */
  readonly side: number
}

/** As much as the server takes. */
export const mostBytes = 1024 * 1024

/**
 * The ways to try, the best first: not every browser writes WebP, and only PNG and WebP can be seen through. The last
 * one of each always stays below {@link mostBytes}.
 */
export function encodingsFor(isSeeThrough: boolean): readonly Encoding[] {
  const webp = { type: 'image/webp', quality: 0.9, side: 512 } as const
  return isSeeThrough
    ? [webp, { type: 'image/png', side: 512 }, { type: 'image/png', side: 256 }]
    : [webp, { type: 'image/jpeg', quality: 0.9, side: 512 }, { type: 'image/jpeg', quality: 0.7, side: 512 }]
}

/** What a browser wrote: it silently writes PNG when it does not know the type. */
export function isAsWanted({ type, size }: Pick<Blob, 'type' | 'size'>, encoding: Encoding): boolean {
  return type === encoding.type && size > 0 && size <= mostBytes
}

/** Whether something can be seen through: the fourth of every four bytes is how little. */
export function isSeeThrough(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true
  return false
}
