/** Stands for "this origin": it exists only so that the URL parser has one to compare with. */
const here = 'https://here.invalid'

/** Browsers drop tabs and line breaks inside URLs and read a backslash as a slash. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const misread = /[\u0000-\u001f\u007f-\u009f\\]/

/**
 * A return URL as a path of this origin, or the fallback: `//evil.example`, `https://evil.example` and everything
 * else that a browser would take for another origin is not followed.
 */
export function safeReturnUrl(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/') || misread.test(value)) return fallback
  const url = URL.parse(value, here)
  // `/.//evil.example` is of this origin, but the path it becomes is not.
  if (url?.origin !== here || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
