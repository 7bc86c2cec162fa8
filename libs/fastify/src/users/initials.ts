const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One or two letters that stand for a name while there is no picture: "Ada King Lovelace" is "AL". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  const letters = ends.map((word = '') => [...segmenter.segment(word)][0]?.segment ?? '')
  return letters.join('').toLocaleUpperCase() || '?'
}
