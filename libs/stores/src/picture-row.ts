import { isInstant } from './instant.ts'
import type { PictureRecord, PictureType } from './picture-store.ts'

/** A row of the pictures table. The image is text in base64, which is the same in every database. */
export interface PictureRow {
  user_id: string
  chosen_by: string
  version: string | null
  type: string | null
  source_hash: string | null
  changed_at: number
  image: string | null
}

const types = new Set<string>(['image/png', 'image/jpeg', 'image/webp'] satisfies PictureType[])

/** The columns that a picture becomes. */
export function toPictureRow({ userId, chosenBy, image, sourceHash, changedAt }: PictureRecord): PictureRow {
  return {
    user_id: userId,
    chosen_by: chosenBy,
    version: image?.version ?? null,
    type: image?.type ?? null,
    source_hash: sourceHash,
    changed_at: changedAt,
    image: image === null ? null : Buffer.from(image.bytes).toString('base64'),
  }
}

/** Reads a row. Null for one that no version of this library wrote: nothing is served that might be something else. */
export function fromPictureRow(row: PictureRow): PictureRecord | null {
  const { user_id, chosen_by, version, type, source_hash, changed_at, image } = row
  if ((chosen_by !== 'user' && chosen_by !== 'provider') || !isInstant(changed_at)) return null
  const record = { userId: user_id, chosenBy: chosen_by, sourceHash: source_hash, changedAt: changed_at } as const
  if (image === null && type === null && version === null) return { ...record, image: null }
  if (image === null || version === null || !isPictureType(type)) return null
  return { ...record, image: { type, version, bytes: Buffer.from(image, 'base64') } }
}

function isPictureType(type: string | null): type is PictureType {
  return type !== null && types.has(type)
}
