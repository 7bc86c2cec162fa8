import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Each rule that is broken, with the elements that break it; of all rules, or of those that are named. */
export async function violationsOn(page: Page, ...rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
