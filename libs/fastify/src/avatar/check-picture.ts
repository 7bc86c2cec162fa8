import type { PictureType } from '@coatcheck/stores'
import { rebuildJpeg } from './rebuild-jpeg.ts'
import { rebuildPng } from './rebuild-png.ts'
import { rebuildWebp } from './rebuild-webp.ts'

/** A picture that may be served: nothing is in it but what a browser needs to show it. */
export interface CheckedPicture {
  type: PictureType
  bytes: Buffer
}

/**
 * Takes a picture apart and puts together again what belongs to it: no comments, no places and cameras, nothing behind
 * its end, so that it can be nothing else at the same time. What the bytes are they say themselves; null for all that
 * is not a PNG, a JPEG or a WebP, whatever it is called.
 */
export function checkPicture(bytes: Buffer): CheckedPicture | null {
  for (const [type, rebuild] of kinds) {
    const rebuilt = rebuild(bytes)
    if (rebuilt !== null) return { type, bytes: rebuilt }
  }
  return null
}

const kinds = [
  ['image/png', rebuildPng],
  ['image/jpeg', rebuildJpeg],
  ['image/webp', rebuildWebp],
] as const
