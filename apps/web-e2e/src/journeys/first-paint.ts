import type { Page } from '@playwright/test'

interface Watched {
  hasSeenLogIn: boolean
  firstHeader: string | null
}

declare global {
  interface Window {
    watched: Watched
  }
}

/**
 * Watches every document of the page from its very start: whether "Log in" ever stood in it, and what the header said
 * in the first frame that showed one.
 */
export async function watchFirstPaint(page: Page): Promise<() => Promise<Watched>> {
  await page.addInitScript(() => {
    const watched: Watched = { hasSeenLogIn: false, firstHeader: null }
    window.watched = watched

    new MutationObserver(() => {
      watched.hasSeenLogIn ||= document.querySelector('body')?.textContent.includes('Log in') ?? false
    }).observe(document, { childList: true, characterData: true, subtree: true })

    // A frame's callback runs right before that frame is painted.
    const lookAtFrame = () => {
      watched.firstHeader = document.querySelector('header')?.innerText ?? null
      if (!watched.firstHeader) requestAnimationFrame(lookAtFrame)
    }
    requestAnimationFrame(lookAtFrame)
  })
  return () => page.evaluate(() => window.watched)
}
