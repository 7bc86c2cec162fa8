/** What a component says, where the app does not say it in words of its own. */
export function textsOf<T extends object>(defaults: T): (own: Partial<T>) => T {
  return (own) => ({ ...defaults, ...own })
}
