import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Each rule that is broken, with the elements that break it. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
