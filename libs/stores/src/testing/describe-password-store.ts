import { describe, expect, it } from 'vitest'
import { describePasswordChange } from './describe-password-change.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { noon } from './session-record.ts'

/** The promises that every password store keeps. `open` returns a fresh, empty store. */
export function describePasswordStore(name: string, open: OpenStore): void {
  describe(`PasswordStore: ${name}`, () => {
    describe('find, set and remove', () => {
      const store = freshStore(open)

      it('finds no hash for a user without a password', async () => {
        expect(await store.passwords.find('theirs-1')).toBeNull()
      })

      it('keeps a hash for a user whom the host keeps', async () => {
        await store.passwords.set('theirs-1', 'first', noon)

        expect(await store.passwords.find('theirs-1')).toBe('first')
      })

      it('keeps the newer of two hashes', async () => {
        await store.passwords.set('theirs-1', 'first', noon)
        await store.passwords.set('theirs-1', 'second', noon + 1)

        expect(await store.passwords.find('theirs-1')).toBe('second')
      })

      it('forgets the password of one user', async () => {
        await store.passwords.set('theirs-1', 'first', noon)
        await store.passwords.set('theirs-2', 'second', noon)

        await store.passwords.remove('theirs-1')

        expect(await store.passwords.find('theirs-1')).toBeNull()
        expect(await store.passwords.find('theirs-2')).toBe('second')
      })

      it('has nothing to forget for a user without a password', async () => {
        await expect(store.passwords.remove('theirs-1')).resolves.toBeUndefined()
      })
    })

    describePasswordChange(open)
  })
}
