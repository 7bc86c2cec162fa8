/** Text as JSON, or null when it is none; what is no text stays as it is. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
