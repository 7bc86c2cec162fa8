interface Size {
  readonly width: number
  readonly height: number
}

/**
 * What the first bytes of a PNG, JPEG or WebP say of its size; null where they say nothing that is understood here. A
 * picture has to be unpacked to be found too large, and this is known before.
 */
export function sizeToldBy(bytes: Uint8Array<ArrayBuffer>): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
    if (view.getUint16(0) === 0xffd8) return jpegSize(view)
    if (textAt(view, 0) === 'RIFF' && textAt(view, 8) === 'WEBP') return webpSize(view)
  } catch (error) {
    // It is cut off, or the rest lies further on.
    if (!(error instanceof RangeError)) throw error
  }
  return null
}

/** Frame headers are 0xc0 to 0xcf, but for the tables and the arithmetic coding among them. */
const noFrames = [0xc4, 0xc8, 0xcc]

function jpegSize(view: DataView): Size | null {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    // Any number of 0xff may stand before a marker.
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || marker === 0xda) return null
    if (marker >= 0xc0 && marker <= 0xcf && !noFrames.includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
}

function webpSize(view: DataView): Size | null {
  const kind = textAt(view, 12)
  if (kind === 'VP8X')
    return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 }
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}
