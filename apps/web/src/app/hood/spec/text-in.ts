/** What somebody reads in an element, each piece apart from the next. */
export function textIn(element: Element | null): string {
  if (!element) return ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const pieces: string[] = []
  while (walker.nextNode()) pieces.push(walker.currentNode.nodeValue ?? '')
  return pieces.join(' ').replace(/\s+/g, ' ').trim()
}
