/** One line of the code broken as somebody might break it, and the test that has to notice. */
export interface Sabotage {
  /** What the test proves: items of ASVS, such as `7.2.4`, and failure classes, such as `FC-2`. */
  proves: string[]
  file: string
  /** A piece of one line that the file has exactly once. */
  line: string
  /** What stands in its place once it is broken. */
  becomes: string
  /** The file in which the test is written. */
  spec: string
  /** The title of the test as it is written or, for one of several cases, as it is printed. */
  test: string
}
