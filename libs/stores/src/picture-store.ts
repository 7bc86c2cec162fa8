/** What a browser may be served as a picture. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp'

/** What is known of one user's picture. Times are milliseconds since 1970, UTC. */
export interface PictureRecord {
  userId: string
  /** What the user chose no provider replaces, also when that is to have none. */
  chosenBy: 'user' | 'provider'
  /** Null when the user wants none. */
  image: { type: PictureType; bytes: Uint8Array; version: string } | null
  /** The SHA-256 of the address that it was fetched from: it is not fetched again from there. */
  sourceHash: string | null
  changedAt: number
}

/** Keeps pictures apart from the users, since the users may be somebody else's. One for each user at the most. */
export interface PictureStore {
  find(userId: string): Promise<PictureRecord | null>
  /** The version of a user's picture, without the picture; null when there is none to show. */
  findVersion(userId: string): Promise<string | null>
  /**
   * Keeps a picture in place of the one before. False, and nothing has happened, when a provider's would replace what
   * the user chose. A user of ours gets `pictureVersion` and, if that is another one, a new version along with it.
   */
  set(picture: PictureRecord): Promise<boolean>
  /** Forgets everything about a user's picture. */
  forgetUser(userId: string): Promise<void>
}
