import { type EndReason, endReasons } from '@coatcheck/contract'

/** Something happened that open pages want to hear of. A hint to look again, and never more: the stores decide. */
export type News =
  | { kind: 'session_ended'; userId: string; sessionId: string; reason: EndReason | null }
  /** It was extended, or goes on under a new token. */
  | { kind: 'session_changed'; userId: string; sessionId: string }
  | { kind: 'user_changed'; userId: string }

/** Of what is written here; a version that means something else by it counts on. */
const version = 1

/** In characters, of an id. */
const longestId = 1000

/** News as one process tells another. Two versions of this library may run side by side while nodes are restarted. */
export function writeNews(news: News): string {
  return JSON.stringify({ v: version, ...news })
}

/** Reads what came from elsewhere, strictly: null for whatever is not news of this version. */
export function readNews(text: string): News | null {
  const message = parse(text)
  if (message === null || message['v'] !== version) return null
  const { kind, userId, sessionId, reason } = message
  const count = Object.keys(message).length
  if (!isId(userId)) return null
  if (kind === 'user_changed' && count === 3) return { kind, userId }
  if (!isId(sessionId)) return null
  if (kind === 'session_changed' && count === 4) return { kind, userId, sessionId }
  if (kind === 'session_ended' && count === 5 && isReason(reason)) return { kind, userId, sessionId, reason }
  return null
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestId
}

function isReason(value: unknown): value is EndReason | null {
  return value === null || endReasons.some((reason) => reason === value)
}
