/** Nothing else may be opened: a `javascript:` URL would run in this page. */
export function isWebPage(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value)
}
