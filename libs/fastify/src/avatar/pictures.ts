import type { Profile } from '@coatcheck/contract'
import type { PictureRecord, PictureStore } from '@coatcheck/stores'
import { hash } from 'node:crypto'
import { type Refusal, refuse } from '../problem/refusal.ts'
import type { Clock } from '../sessions/clock.ts'
import type { Feed } from '../sessions/feed.ts'
import type { People } from '../users/people.ts'
import { type CheckedPicture, checkPicture } from './check-picture.ts'
import { mostPixelsASide } from './is-fair.ts'

export interface PicturesServices {
  store: PictureStore
  people: Pick<People, 'findById'>
  feed: Feed
  clock: Clock
}

/** What is shown for a user: the picture, or who it is for want of one. */
export type Shown = { user: Profile; image: PictureRecord['image'] }

const notAPicture = `This is not a PNG, JPEG or WebP picture of up to ${String(mostPixelsASide)} by ${String(mostPixelsASide)} pixels.`

/** The pictures of users. Knows neither HTTP nor SQL. */
export class Pictures {
  readonly #services: PicturesServices

  constructor(services: PicturesServices) {
    this.#services = services
  }

  /** What to show for a user; null when there is no such user. */
  async find(userId: string): Promise<Shown | null> {
    const { people, store } = this.#services
    const [user, record] = await Promise.all([people.findById(userId), store.find(userId)])
    return user === null ? null : { user, image: record?.image ?? null }
  }

  /** Keeps what a user uploads. The profile as it is then, or null when the user is gone. */
  async upload(userId: string, bytes: Buffer): Promise<Profile | Refusal | null> {
    const picture = checkPicture(bytes)
    if (picture === null) return refuse('invalid_input', { detail: notAPicture })
    return this.#keep({ userId, chosenBy: 'user', image: toImage(picture), sourceHash: null })
  }

  /** From now on the user has no picture, whatever providers have. The profile as it is then. */
  async remove(userId: string): Promise<Profile | null> {
    return this.#keep({ userId, chosenBy: 'user', image: null, sourceHash: null })
  }

  /** Whether something that a provider has may be shown, and has not been fetched from there already. */
  async isWanted(userId: string, sourceHash: string): Promise<boolean> {
    const record = await this.#services.store.find(userId)
    return record === null || (record.chosenBy === 'provider' && record.sourceHash !== sourceHash)
  }

  /** Keeps what a provider has, unless the user chose something else meanwhile. False for what is no picture. */
  async takeFromProvider(userId: string, bytes: Buffer, sourceHash: string): Promise<boolean> {
    const picture = checkPicture(bytes)
    if (picture === null) return false
    await this.#keep({ userId, chosenBy: 'provider', image: toImage(picture), sourceHash })
    return true
  }

  async #keep(picture: Omit<PictureRecord, 'changedAt'>): Promise<Profile | null> {
    const { store, people, feed, clock } = this.#services
    const isKept = await store.set({ ...picture, changedAt: clock() })
    const user = await people.findById(picture.userId)
    // Whoever was deleted meanwhile leaves nothing behind; whoever is deleted from here on takes the picture along.
    if (user === null) await store.forgetUser(picture.userId)
    else if (isKept) feed.publish({ kind: 'user_changed', userId: picture.userId })
    return user
  }
}

function toImage({ type, bytes }: CheckedPicture): PictureRecord['image'] {
  return { type, bytes, version: hash('sha256', Buffer.concat([Buffer.from(type), bytes]), 'base64url').slice(0, 12) }
}
