import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab until the element has the focus; every place that is passed shows that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
    expect(await page.evaluate(showsFocus), 'the focus can be seen').toBe(true)
  }
  throw new Error('The keyboard does not get there.')
}

function showsFocus(): boolean {
  const focused = document.activeElement
  if (!focused || focused === document.body) return true
  const { outlineStyle, boxShadow } = getComputedStyle(focused)
  // Material draws the focus of its fields and buttons inside of them.
  return outlineStyle !== 'none' || boxShadow !== 'none' || focused.closest('[class*="mat-"]') !== null
}
