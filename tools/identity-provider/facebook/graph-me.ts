import type { Person } from '../people.ts'

/** What Facebook makes of a person's name: its users have numbers, and other ones for every app. */
export function facebookIdOf({ sub }: Person): string {
  return `10${Buffer.from(sub).join('')}`
}

/**
 * The answer of `/me`: the fields that were asked for, of those that there are. An address that is not confirmed is
 * left out, as is one that the person did not let the app have.
 */
export function graphMe(person: Person, fields: string[], scopes: string[], origin: string): Record<string, unknown> {
  const picture = person.picture === undefined ? silhouette(origin) : pictureOf(`${origin}/pictures/${person.picture}`)
  const known: Record<string, unknown> = {
    name: person.name,
    first_name: person.name?.split(' ')[0],
    last_name: person.name?.split(' ').at(-1),
    email: scopes.includes('email') && person.isEmailVerified === true ? person.email : undefined,
    picture,
  }
  // `picture.width(320)` is a way to ask for `picture`.
  const wanted = fields.map((field) => field.replace(/[.{(].*$/, ''))
  const told = wanted.filter((field) => known[field] !== undefined).map((field) => [field, known[field]] as const)
  return { ...Object.fromEntries(told), id: facebookIdOf(person) }
}

function pictureOf(url: string) {
  return { data: { height: 160, width: 160, is_silhouette: false, url } }
}

function silhouette(origin: string) {
  return { data: { ...pictureOf(`${origin}/pictures/silhouette.png`).data, is_silhouette: true } }
}
