/** The label of a provider at the start of a sentence: some of them are words. */
export function atStart(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1)
}
