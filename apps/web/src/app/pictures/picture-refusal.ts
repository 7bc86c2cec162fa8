/** Why a file is not taken for a picture. */
export type PictureRefusal = 'svg' | 'not_a_picture' | 'too_many_bytes' | 'too_many_pixels'

/** Nobody's camera writes more, and reading it would take the page's breath away. */
const mostBytesRead = 40 * 1024 * 1024
const mostPixelsRead = 40_000_000

/** What the person can do next, too. */
export const refusalText: Record<PictureRefusal, string> = {
  svg: 'An SVG is a drawing that can contain a program, so it is not taken. Save it as a PNG, and choose that.',
  not_a_picture: 'This cannot be read as a picture. Choose a PNG, a JPEG or a WebP.',
  too_many_bytes: 'This file is larger than 40 megabytes. Choose a smaller copy of the picture.',
  too_many_pixels: 'This picture has more than 40 megapixels, which is too much to read here. Choose a smaller copy.',
}

/** What can be said of a file before it is read; null when there is nothing against it. */
export function refuseFile({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): PictureRefusal | null {
  if (type === 'image/svg+xml' || /\.svgz?$/i.test(name)) return 'svg'
  // No type: the system does not know the ending, and the browser may know the picture.
  if (type !== '' && !type.startsWith('image/')) return 'not_a_picture'
  if (size === 0) return 'not_a_picture'
  return size > mostBytesRead ? 'too_many_bytes' : null
}

/** Whether a picture is too large to be unpacked. */
export function refuseSize({ width, height }: { readonly width: number; readonly height: number }) {
  return width * height > mostPixelsRead ? 'too_many_pixels' : null
}
