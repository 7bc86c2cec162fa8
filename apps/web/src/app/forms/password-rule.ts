/** The longest and the shortest that the server takes; it also knows which passwords are too common. */
const shortest = 12
const longest = 128

export const passwordRule = `${shortest.toString()} to ${longest.toString()} characters, and not a common one. Spaces and any script are fine.`

/** What is wrong with the length of a password, or null. Characters are counted as a person would. */
export function passwordLengthProblem(password: string): string | null {
  const { length } = Array.from(password)
  if (length < shortest)
    return `At least ${shortest.toString()} characters, please: ${(shortest - length).toString()} to go.`
  if (length > longest) return `At most ${longest.toString()} characters, please.`
  return null
}
