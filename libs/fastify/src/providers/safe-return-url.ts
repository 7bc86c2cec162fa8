/** Browsers drop tabs and line breaks inside URLs and read a backslash as a slash. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const misread = /[\u0000-\u001f\u007f-\u009f\\]/

/**
 * A return URL as a path of our origin, or `/`: `//evil.example` and everything else that a browser would take for
 * another origin is not followed (FC-19). Nor is a path below the prefix: it is no page, and one that begins the next
 * round trip would lead around in circles.
 */
export function safeReturnUrl(value: string | undefined, publicUrl: URL, prefix: string): string {
  if (value === undefined || !value.startsWith('/') || misread.test(value)) return '/'
  const url = URL.parse(value, publicUrl.href)
  // `/.//evil.example` is of our origin, but the path it becomes is not.
  if (url?.origin !== publicUrl.origin || url.pathname.startsWith('//')) return '/'
  return isBelow(url.pathname, prefix) ? '/' : url.pathname + url.search + url.hash
}

function isBelow(pathname: string, prefix: string): boolean {
  const path = `${decode(pathname)
    .replace(/\/{2,}/g, '/')
    .toLowerCase()}/`
  return path.startsWith(`${prefix.toLowerCase()}/`)
}

/** The path as a router may read it; one that cannot be decoded leads nowhere. */
function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
