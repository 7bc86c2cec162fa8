/** What an answer must be. Throws for any other: it may be that to another question, and nothing may be read out of it. */
export type ReadAnswer<T> = (answer: unknown) => T

export const readText: ReadAnswer<string> = (answer) => {
  if (typeof answer !== 'string') throw new OddAnswer()
  return answer
}

export const readNumber: ReadAnswer<number> = (answer) => {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) throw new OddAnswer()
  return answer
}

export const readTexts: ReadAnswer<string[]> = (answer) => {
  if (!Array.isArray(answer)) throw new OddAnswer()
  return answer.map(readText)
}

/** So many texts, and null where there is none. */
export const readValues =
  (count: number): ReadAnswer<(string | null)[]> =>
  (answer) => {
    if (!Array.isArray(answer) || answer.length !== count) throw new OddAnswer()
    return answer.map((value: unknown) => (value === null ? null : readText(value)))
  }

/** What was answered is no answer to what was asked. */
export class OddAnswer extends Error {
  constructor() {
    super('Redis answered something else than what was asked')
  }
}
