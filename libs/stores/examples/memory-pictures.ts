import type { PictureRecord, PictureStore } from '@coatcheck/stores'

/** Pictures in memory. `tellUser` keeps the version of a picture with the user, if there is such a one. */
export class MemoryPictures implements PictureStore {
  readonly #pictures = new Map<string, PictureRecord>()
  readonly #tellUser: (userId: string, version: string | null) => void

  constructor(tellUser: (userId: string, version: string | null) => void) {
    this.#tellUser = tellUser
  }

  async find(userId: string): Promise<PictureRecord | null> {
    return structuredClone(this.#pictures.get(userId) ?? null)
  }

  async findVersion(userId: string): Promise<string | null> {
    return this.#pictures.get(userId)?.image?.version ?? null
  }

  async set(picture: PictureRecord): Promise<boolean> {
    if (picture.chosenBy === 'provider' && this.#pictures.get(picture.userId)?.chosenBy === 'user') return false
    this.#pictures.set(picture.userId, structuredClone(picture))
    this.#tellUser(picture.userId, picture.image?.version ?? null)
    return true
  }

  async forgetUser(userId: string): Promise<void> {
    this.#pictures.delete(userId)
    this.#tellUser(userId, null)
  }
}
