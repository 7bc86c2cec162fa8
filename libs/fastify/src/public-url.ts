/** Reads the public URL, or throws with the cure. */
export function readPublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const plain = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url === null || !plain || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`coatcheck: publicUrl is "${text}". Write the origin of the app, such as https://shop.example.`)
  }
  return url
}
