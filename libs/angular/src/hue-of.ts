/** A hue, in degrees, by which to recognise a user: the same id has the same one everywhere. */
export function hueOf(userId: string): number {
  // FNV-1a, 32 bits: short, and it spreads well. Not for secrets.
  let hash = 0x811c9dc5
  for (const character of userId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 360
}
