import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { noon } from './session-record.ts'

/** The promises that every password store keeps. `open` returns a fresh, empty store. */
export function describePasswordStore(name: string, open: () => Promise<Store>): void {
  describe(`PasswordStore: ${name}`, () => {
    let store: Store

    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

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
  })
}
