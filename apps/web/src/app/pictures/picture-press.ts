import { DOCUMENT, inject, Service } from '@angular/core'
import { encodingsFor, isAsWanted, isSeeThrough } from './encodings'
import { type PictureRefusal, refuseFile, refuseSize } from './picture-refusal'
import { sizeToldBy } from './size-told-by'
import { squareOf } from './square-of'

/** The size stands within it, behind whatever cameras write before. */
const headBytes = 512 * 1024

/** Makes of any file that the browser can read a small square picture, in the browser. */
@Service()
export class PicturePress {
  readonly #document = inject(DOCUMENT)

  /** What is to be sent, or why there is nothing to send. Nothing of a camera or a place is in it. */
  async press(file: File): Promise<Blob | PictureRefusal> {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
    const size = sizeToldBy(head)
    const refusal = refuseFile(file) ?? (size && refuseSize(size))
    if (refusal) return refusal
    // Turned as the camera was held.
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
    if (bitmap === null) return 'not_a_picture'
    try {
      return refuseSize(bitmap) ?? (await this.#encode(bitmap)) ?? 'not_a_picture'
    } finally {
      bitmap.close()
    }
  }

  async #encode(bitmap: ImageBitmap): Promise<Blob | null> {
    const whole = this.#draw(bitmap, Infinity)
    const pixels = whole?.getContext('2d')?.getImageData(0, 0, whole.width, whole.height).data
    if (!pixels) return null
    for (const encoding of encodingsFor(isSeeThrough(pixels))) {
      const canvas = this.#draw(bitmap, encoding.side)
      const blob = canvas && (await toBlob(canvas, encoding.type, encoding.quality))
      if (blob && isAsWanted(blob, encoding)) return blob
    }
    return null
  }

  #draw(bitmap: ImageBitmap, mostSide: number): HTMLCanvasElement | null {
    const { left, top, side, target } = squareOf(bitmap.width, bitmap.height)
    const canvas = this.#document.createElement('canvas')
    canvas.width = canvas.height = Math.min(target, mostSide)
    const context = canvas.getContext('2d')
    if (!context) return null
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, left, top, side, side, 0, 0, canvas.width, canvas.height)
    return canvas
  }
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(resolve, type, quality)
  })
}
