import { describe, expect, it } from 'vitest'
import type { PictureRecord } from '../picture-store.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { pictureRecord } from './picture-record.ts'
import { ending } from './session-record.ts'
import { ada } from './user-record.ts'

/** The same with the bytes as text, however they are kept in memory. */
function readable(record: PictureRecord | null) {
  if (record?.image == null) return record
  return { ...record, image: { ...record.image, bytes: Buffer.from(record.image.bytes).toString('latin1') } }
}

const uploaded = pictureRecord({
  chosenBy: 'user',
  image: { type: 'image/webp', bytes: Buffer.from('RIFF'), version: 'b' },
  sourceHash: null,
})
const none = pictureRecord({ chosenBy: 'user', image: null, sourceHash: null })

/** The promises that every store of pictures keeps. `open` returns a fresh, empty store. */
export function describePictureStore(name: string, open: OpenStore): void {
  describe(`PictureStore: ${name}`, () => {
    const store = freshStore(open)

    it('finds a picture as it was, byte by byte', async () => {
      await store.pictures.set(pictureRecord())

      expect(readable(await store.pictures.find('usr_ada'))).toEqual(readable(pictureRecord()))
      expect(await store.pictures.findVersion('usr_ada')).toBe('a')
    })

    it('keeps a picture of a megabyte', async () => {
      const bytes = Buffer.alloc(1024 * 1024, 0xa5)

      await store.pictures.set(pictureRecord({ image: { type: 'image/jpeg', bytes, version: 'large' } }))

      const found = await store.pictures.find('usr_ada')
      expect(Buffer.compare(found?.image?.bytes ?? Buffer.alloc(0), bytes)).toBe(0)
    })

    it('finds none of a user who has none', async () => {
      await store.pictures.set(pictureRecord({ userId: 'usr_bob' }))

      expect(await store.pictures.find('usr_ada')).toBeNull()
      expect(await store.pictures.findVersion('usr_ada')).toBeNull()
    })

    it('replaces what the provider had, by what it has now and by what the user chooses', async () => {
      const newer = pictureRecord({ image: { type: 'image/png', bytes: Buffer.from('newer'), version: 'c' } })

      expect(await store.pictures.set(pictureRecord())).toBe(true)
      expect(await store.pictures.set(newer)).toBe(true)
      expect(await store.pictures.findVersion('usr_ada')).toBe('c')
      expect(await store.pictures.set(uploaded)).toBe(true)

      expect(readable(await store.pictures.find('usr_ada'))).toEqual(readable(uploaded))
    })

    it('L4 lets no provider replace what the user chose', async () => {
      await store.pictures.set(uploaded)

      expect(await store.pictures.set(pictureRecord())).toBe(false)

      expect(readable(await store.pictures.find('usr_ada'))).toEqual(readable(uploaded))
    })

    it('L4 remembers that the user wants none, whatever a provider has', async () => {
      await store.pictures.set(uploaded)

      expect(await store.pictures.set(none)).toBe(true)
      expect(await store.pictures.set(pictureRecord())).toBe(false)

      expect(await store.pictures.find('usr_ada')).toEqual(none)
      expect(await store.pictures.findVersion('usr_ada')).toBeNull()
    })

    it('tells with a user of ours which picture there is, and counts the version on when it is another', async () => {
      await store.users.create(ada, 'hash')

      await store.pictures.set(pictureRecord())
      expect(await store.users.findById('usr_ada')).toEqual({ ...ada, pictureVersion: 'a', version: 2 })
      await store.pictures.set(pictureRecord({ sourceHash: 'from-elsewhere' }))
      expect(await store.users.findById('usr_ada')).toEqual({ ...ada, pictureVersion: 'a', version: 2 })
      await store.pictures.set(none)
      expect(await store.users.findByEmail('ada@example.org')).toEqual({ ...ada, version: 3 })
      await store.pictures.set(pictureRecord())
      expect(await store.users.update('usr_ada', { name: 'Ada King' })).toMatchObject({ version: 4 })
    })

    it('goes with the user', async () => {
      await store.users.create(ada, 'hash')
      await store.pictures.set(uploaded)

      await store.users.delete('usr_ada', ending('account_deleted'))

      expect(await store.pictures.find('usr_ada')).toBeNull()
    })

    it('forgets what there was of a user, whoever keeps the users', async () => {
      await store.pictures.set(none)
      await store.pictures.set(pictureRecord({ userId: 'usr_bob' }))

      await store.pictures.forgetUser('usr_ada')

      expect(await store.pictures.set(pictureRecord())).toBe(true)
      expect(await store.pictures.findVersion('usr_bob')).toBe('a')
    })

    it('keeps what the user chose, also when a provider comes in at the same time', async () => {
      await Promise.all([store.pictures.set(pictureRecord()), store.pictures.set(uploaded)])

      expect(await store.pictures.findVersion('usr_ada')).toBe('b')
    })
  })
}
