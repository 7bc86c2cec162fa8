import { hash } from 'node:crypto'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** More than two letters do not fit into the circle. */
const mostLetters = 2

/**
 * A picture for somebody who has none: the initials before a colour that is always the same for the same user. White on
 * it has a contrast of 4.5 or more whatever the hue (WCAG 1.4.3), since all are equally dark.
 */
export function initialsSvg(userId: string, initials: string): string {
  const hue = hash('sha256', userId, 'buffer').readUInt16BE() % 360
  const letters = [...segmenter.segment(initials)].slice(0, mostLetters).map(({ segment }) => segment)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">
<rect width="96" height="96" fill="hsl(${String(hue)},40%,30%)"/>
<text x="48" y="48" fill="#fff" font-family="system-ui, sans-serif" font-size="40" text-anchor="middle" dominant-baseline="central">${toXml(letters.join(''))}</text>
</svg>
`
}

/** Text as it may stand in XML, which has no place for control characters and halves of letters. */
function toXml(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what they are
  const allowed = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return allowed.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`)
}
