import type { Router } from '@angular/router'
import { type ProviderProblem, toProviderProblem } from '@coatcheck/angular'

/** What a provider's problem says in a URL of this app, and the URL without it. */
export interface UrlWithProblem {
  readonly problem: ProviderProblem
  /** As it stands in the URL: anything may. */
  readonly provider: unknown
  readonly rest: string
}

/** Takes the problem of a provider out of a URL, everything else stays; null when there is none in it. */
export function readProblem(router: Router, url: string): UrlWithProblem | null {
  const tree = router.parseUrl(url)
  const { problem: word, provider, ...queryParams } = tree.queryParams
  const problem = toProviderProblem(word)
  if (problem === null) return null
  tree.queryParams = queryParams
  return { problem, provider: provider as unknown, rest: router.serializeUrl(tree) }
}
