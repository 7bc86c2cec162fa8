import { type ProviderProblem, providerProblems } from '@coatcheck/contract'

/**
 * Reads the query parameter `problem`, with which a round trip to a provider comes back that led to nothing. Null for
 * everything else that somebody put into the link.
 */
export function toProviderProblem(value: unknown): ProviderProblem | null {
  return providerProblems.find((problem) => problem === value) ?? null
}
