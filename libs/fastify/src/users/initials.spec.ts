import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it.each([
  ['Ada Lovelace', 'AL'],
  ['Ada King Countess of Lovelace', 'AL'],
  ['ada', 'A'],
  ['  grace   hopper ', 'GH'],
  ['éva ångström', 'ÉÅ'],
  ['👩🏽‍💻 Coder', '👩🏽‍💻C'],
  ['李小龙', '李'],
  ['', '?'],
])('takes the initials of %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
