/** Every cookie of a `Cookie` header as name and value; a browser may well send two of one name (see FC-21). */
export function cookiePairs(header: string | undefined): [name: string, value: string][] {
  if (header === undefined) return []
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]] : []
  })
}

/** Every value that a `Cookie` header carries under a name. */
export function cookieValues(header: string | undefined, name: string): string[] {
  return cookiePairs(header).flatMap(([one, value]) => (one === name ? [value] : []))
}
