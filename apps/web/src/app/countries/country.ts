/** One of the answer to `GET /api/countries`. */
export interface Country {
  readonly code: string
  readonly name: string
  readonly capital: string
  readonly continent: string
  /** An emoji. */
  readonly flag: string
  readonly visited: boolean
}
