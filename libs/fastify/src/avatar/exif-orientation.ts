/** Which side is up, as Exif numbers it (CIPA DC-008, 4.6.5): 1 is as it is, 3 upside down, 6 and 8 lying on a side. */
const orientationTag = 0x0112

/** The number of the type of 16-bit numbers. */
const short = 3

/** Reads the orientation out of the data of a JPEG's APP1 segment; null where it does not say. */
export function orientationOf(data: Buffer): number | null {
  if (data.toString('latin1', 0, 6) !== 'Exif\0\0') return null
  const tiff = data.subarray(6)
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return null
  const read16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const read32 = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  try {
    const directory = read32(4)
    const entries = Math.min(read16(directory), 512)
    for (let entry = 0; entry < entries; entry += 1) {
      const at = directory + 2 + entry * 12
      if (read16(at) !== orientationTag || read16(at + 2) !== short) continue
      const orientation = read16(at + 8)
      return orientation >= 1 && orientation <= 8 ? orientation : null
    }
  } catch (error) {
    // It points to somewhere outside of itself.
    if (!(error instanceof RangeError)) throw error
  }
  return null
}

/** The data of an APP1 segment that says nothing but the orientation. */
export function exifOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(orientationTag, 10)
  tiff.writeUInt16BE(short, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}
