/** Which part of a picture is kept, and how large it becomes; in pixels. */
export interface Square {
  readonly left: number
  readonly top: number
  /** Of the part that is kept. */
  readonly side: number
  /** Of the picture that is made of it. */
  readonly target: number
}

/** No place in the app shows a face larger than this, on any screen. */
const largest = 512

/** The middle of a picture, as large as a square in it can be; made smaller, and never larger than it is. */
export function squareOf(width: number, height: number): Square {
  const side = Math.min(width, height)
  return {
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    side,
    target: Math.min(side, largest),
  }
}
