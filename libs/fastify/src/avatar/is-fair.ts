/** Wider or higher than this nothing is let in: a small file may claim to be a picture that fills the memory. */
export const mostPixelsASide = 2048

/** Whether a picture of this size may be shown to people. */
export function isFair(width: number, height: number): boolean {
  return width >= 1 && height >= 1 && width <= mostPixelsASide && height <= mostPixelsASide
}
