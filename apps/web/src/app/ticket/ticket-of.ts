/** What a session looks like: a number to say aloud and a hue to recognise. */
export interface TicketLook {
  readonly number: string
  readonly hue: number
}

/** The same session id gives the same ticket everywhere. It names the session and opens nothing. */
export function ticketOf(sessionId: string): TicketLook {
  const hash = fnv1a(sessionId)
  return { number: (hash % 10_000).toString().padStart(4, '0'), hue: Math.floor(hash / 10_000) % 360 }
}

/** FNV-1a, 32 bits: short, and it spreads well over a few thousand ids. Not for secrets. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}
