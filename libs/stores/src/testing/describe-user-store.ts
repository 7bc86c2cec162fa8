import { describe, expect, it } from 'vitest'
import { describeUserChange } from './describe-user-change.ts'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ada } from './user-record.ts'

/** The promises that every user store keeps. `open` returns a fresh, empty store. */
export function describeUserStore(name: string, open: OpenStore): void {
  describe(`UserStore: ${name}`, () => {
    describe('create and find', () => {
      const store = freshStore(open)

      it('finds a user by id and by canonical address', async () => {
        await store.users.create(ada, 'hash')

        expect(await store.users.findById('usr_ada')).toEqual(ada)
        expect(await store.users.findByEmail('ada@example.org')).toEqual(ada)
      })

      it('finds nobody under an id or an address it never saw', async () => {
        expect(await store.users.findById('usr_ada')).toBeNull()
        expect(await store.users.findByEmail('ada@example.org')).toBeNull()
      })

      it('keeps the password of a new user with the user', async () => {
        await store.users.create(ada, 'hash')

        expect(await store.passwords.find('usr_ada')).toBe('hash')
      })

      it('FC-46 keeps one of two users who register the same address at once', async () => {
        const twin = { ...ada, id: 'usr_twin' }

        const outcomes = await Promise.all([store.users.create(ada, 'a'), store.users.create(twin, 'b')])

        expect(outcomes.toSorted()).toEqual(['created', 'email_taken'])
        const passwords = [await store.passwords.find('usr_ada'), await store.passwords.find('usr_twin')]
        expect(passwords).toEqual(outcomes[0] === 'created' ? ['a', null] : [null, 'b'])
        expect(await store.users.findByEmail('ada@example.org')).toEqual(outcomes[0] === 'created' ? ada : twin)
      })

      it('keeps any number of users who have no address', async () => {
        const nobody = { ...ada, email: null, emailCanonical: null }

        expect(await store.users.create(nobody, 'a')).toBe('created')
        expect(await store.users.create({ ...nobody, id: 'usr_other' }, 'b')).toBe('created')
      })
    })

    describeUserChange(open)
  })
}
