import { describe, expect, it } from 'vitest'
import { initialsSvg } from './initials-svg.ts'

describe('initialsSvg', () => {
  it('shows the initials', () => {
    expect(initialsSvg('usr_ada', 'AL')).toMatch(/^<svg [^]+>AL<\/text>\n<\/svg>\n$/)
  })

  it('is the same for the same user, and of another colour for another one', () => {
    const users = Array.from({ length: 20 }, (_, index) => `usr_${String(index)}`)

    expect(initialsSvg('usr_ada', 'AL')).toBe(initialsSvg('usr_ada', 'AL'))
    expect(new Set(users.map((user) => initialsSvg(user, 'AL'))).size).toBeGreaterThan(15)
  })

  it.each([
    ['</text><script>alert(1)</script>', '&#60;/'],
    ['&"', '&#38;&#34;'],
    ['\u0000\u0001', ''],
    ['\ud800', '\ufffd'],
    ['👩🏽‍💻C', '👩🏽‍💻C'],
    ['too long for a circle', 'to'],
  ])('shows %j as text, and no more of it than there is room for', (initials, shown) => {
    const svg = initialsSvg('usr_ada', initials)

    expect(/central">(.*)<\/text>/s.exec(svg)?.[1]).toBe(shown)
    expect(svg).not.toContain('<script')
  })

  it('ASVS 1.2.1 lets nothing of an id into the picture', () => {
    expect(initialsSvg('"><script>', 'AL')).not.toContain('script')
  })

  it('keeps a contrast of 4.5 between letters and ground, whatever the colour', () => {
    const contrasts = Array.from({ length: 360 }, (_, hue) => 1.05 / (luminance(hue, 0.4, 0.3) + 0.05))
    const [fill] = /hsl\(\d+,40%,30%\)/.exec(initialsSvg('usr_ada', 'AL')) ?? []

    expect(fill).toBeDefined()
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
  })
})

/** Relative luminance of a colour (WCAG 2.2). */
function luminance(hue: number, saturation: number, lightness: number): number {
  const spread = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const turn = (offset + hue / 30) % 12
    const value = lightness - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(4)
}
