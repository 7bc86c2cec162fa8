import { describe, expect, it } from 'vitest'
import { ticketOf } from './ticket-of'

describe('ticketOf', () => {
  it('gives the same session the same ticket', () => {
    expect(ticketOf('ses_ada')).toEqual(ticketOf('ses_ada'))
  })

  it('has four digits and a hue for every session', () => {
    const tickets = Array.from({ length: 1_000 }, (_, index) => ticketOf(`ses_${index.toString()}`))
    expect(tickets.every(({ number, hue }) => /^\d{4}$/.test(number) && hue >= 0 && hue < 360)).toBe(true)
    expect(new Set(tickets.map(({ number }) => number)).size).toBeGreaterThan(900)
    expect(new Set(tickets.map(({ hue }) => hue)).size).toBeGreaterThan(300)
  })
})
