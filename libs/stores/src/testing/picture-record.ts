import type { PictureRecord } from '../picture-store.ts'
import { noon } from './session-record.ts'

/** A picture that a provider had of Ada. */
export function pictureRecord(given: Partial<PictureRecord> = {}): PictureRecord {
  return {
    userId: 'usr_ada',
    chosenBy: 'provider',
    image: { type: 'image/png', bytes: Buffer.from('\0\x89PNG\xff', 'latin1'), version: 'a' },
    sourceHash: 'from-google',
    changedAt: noon,
    ...given,
  }
}
