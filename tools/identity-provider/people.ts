/** Somebody who has an account at a provider. */
export interface Person {
  /** What the provider calls the person: never reused, never changed. */
  sub: string
  /** On the button of the login page; a person may have no name. */
  label: string
  name?: string
  email?: string
  isEmailVerified?: boolean
  /** A file in the folder `pictures`. */
  picture?: string
}

/** Everybody who is hard to log in, and Ada, who is easy. */
export const seededPeople: readonly Person[] = [
  {
    sub: 'ada',
    label: 'Ada Lovelace',
    name: 'Ada Lovelace',
    email: 'ada.lovelace@example.com',
    isEmailVerified: true,
    picture: 'ada.png',
  },
  { sub: 'grace', label: 'Grace Hopper, who has no e-mail address', name: 'Grace Hopper', picture: 'grace.jpg' },
  {
    sub: 'alan',
    label: 'Alan Turing, whose address is not verified',
    name: 'Alan Turing',
    email: 'alan.turing@example.com',
    isEmailVerified: false,
    picture: 'alan.webp',
  },
  {
    sub: 'edsger',
    label: 'Edsger Dijkstra, whose picture is broken',
    name: 'Edsger Dijkstra',
    email: 'edsger.dijkstra@example.com',
    isEmailVerified: true,
    picture: 'broken.png',
  },
  {
    sub: 'nameless',
    label: 'Somebody without a name',
    email: 'somebody@example.com',
    isEmailVerified: true,
    picture: 'katherine.png',
  },
  {
    // The address of the demo account: whoever has it elsewhere is not for that reason the same person.
    sub: 'double',
    label: "Ada's double, who has the address of the demo account",
    name: 'Ada Byron',
    email: 'ada@example.org',
    isEmailVerified: true,
  },
]

/** The person whom a provider calls so. Throws for a name that nobody has. */
export function personWith(sub: string, people: readonly Person[] = seededPeople): Person {
  const person = people.find((one) => one.sub === sub)
  if (person === undefined) throw new Error(`Nobody here is called ${sub}: ${people.map((one) => one.sub).join(', ')}.`)
  return person
}
