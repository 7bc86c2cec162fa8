/** Every value that a `Cookie` header carries under a name; a browser may well send two (see FC-21). */
export function cookieValues(header: string | undefined, name: string): string[] {
  if (header === undefined) return []
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 && pair.slice(0, equals).trim() === name ? [pair.slice(equals + 1).trim()] : []
  })
}
