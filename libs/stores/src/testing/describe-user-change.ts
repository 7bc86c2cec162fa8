import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { ended, ending, noon, onItsOwn, sessionRecord } from './session-record.ts'
import { ada, bob } from './user-record.ts'

/** How users change and go. */
export function describeUserChange(open: OpenStore): void {
  describe('update', () => {
    const store = freshStore(open)

    it('changes what the patch names and counts the version on', async () => {
      await store.users.create(ada, 'hash')

      expect(await store.users.update('usr_ada', { name: 'Ada King' })).toEqual({
        ...ada,
        name: 'Ada King',
        version: 2,
      })
      expect(await store.users.update('usr_ada', { locale: 'de' })).toMatchObject({ name: 'Ada King', version: 3 })

      expect(await store.users.findById('usr_ada')).toEqual({ ...ada, name: 'Ada King', locale: 'de', version: 3 })
    })

    it('leaves the version alone when nothing is different', async () => {
      await store.users.create(ada, 'hash')

      expect(await store.users.update('usr_ada', { name: ada.name, locale: ada.locale })).toEqual(ada)
      expect(await store.users.update('usr_ada', {})).toEqual(ada)
    })

    it('counts two tabs that save the same as one change', async () => {
      await store.users.create(ada, 'hash')
      const save = () => store.users.update('usr_ada', { name: 'Ada King' })

      const outcomes = await Promise.all([save(), save()])

      expect(outcomes.map((user) => user?.version)).toEqual([2, 2])
    })

    it('changes nobody under an id it never saw', async () => {
      await store.users.create(bob, 'hash')

      expect(await store.users.update('usr_ada', { name: 'Ada King' })).toBeNull()

      expect(await store.users.findById('usr_bob')).toEqual(bob)
    })
  })

  describe('addEmail', () => {
    const store = freshStore(open)
    const nobody = { ...ada, email: null, emailCanonical: null }
    const address = { email: 'Ada@example.org', emailCanonical: 'ada@example.org' }

    it('keeps the address of a user who has none, and counts the version on', async () => {
      await store.users.create(nobody, 'hash')

      expect(await store.users.addEmail('usr_ada', address)).toEqual({ ...ada, version: 2 })

      expect(await store.users.findByEmail('ada@example.org')).toEqual({ ...ada, version: 2 })
    })

    it('FC-27 never replaces an address', async () => {
      await store.users.create(ada, 'hash')

      const other = { email: 'eve@example.org', emailCanonical: 'eve@example.org' }
      expect(await store.users.addEmail('usr_ada', other)).toEqual(ada)

      expect(await store.users.findByEmail('eve@example.org')).toBeNull()
    })

    it('FC-46 gives an address to one of two who ask at once', async () => {
      await store.users.create(nobody, 'hash')
      await store.users.create({ ...nobody, id: 'usr_twin' }, 'hash')

      const outcomes = await Promise.all(['usr_ada', 'usr_twin'].map((id) => store.users.addEmail(id, address)))

      expect(outcomes.filter((outcome) => outcome === 'email_taken')).toHaveLength(1)
    })

    it('adds nothing to nobody', async () => {
      expect(await store.users.addEmail('usr_ada', address)).toBeNull()
    })
  })

  describe('delete', () => {
    const store = freshStore(open)

    /** A user with a password, a session and a known device. */
    async function register(user: typeof ada) {
      const session = sessionRecord({ userId: user.id })
      await store.users.create(user, 'hash')
      await store.sessions.create(session, onItsOwn)
      await store.knownDevices.remember('device', user.id, noon)
      return session
    }

    it('FC-5 deletes the user with password, sessions and known devices', async () => {
      const session = await register(ada)

      expect(await store.users.delete('usr_ada', ending('account_deleted'))).toEqual([
        ended(session, 'account_deleted'),
      ])

      expect(await store.users.findById('usr_ada')).toBeNull()
      expect(await store.users.findByEmail('ada@example.org')).toBeNull()
      expect(await store.passwords.find('usr_ada')).toBeNull()
      expect(await store.knownDevices.knows('device', 'usr_ada')).toBe(false)
      expect(await store.sessions.list('usr_ada')).toEqual([])
      const found = await store.sessions.find(session.tokenHash)
      expect(found).toEqual({ state: 'ended', reason: 'account_deleted', endedAt: noon })
    })

    it('leaves everybody else alone', async () => {
      await register(ada)
      const session = await register(bob)

      await store.users.delete('usr_ada', ending('account_deleted'))

      expect(await store.users.findById('usr_bob')).toEqual(bob)
      expect(await store.passwords.find('usr_bob')).toBe('hash')
      expect(await store.knownDevices.knows('device', 'usr_bob')).toBe(true)
      expect(await store.sessions.list('usr_bob')).toEqual([session])
    })

    it('makes room for the address again', async () => {
      await register(ada)

      await store.users.delete('usr_ada', ending('account_deleted'))

      expect(await store.users.create({ ...ada, id: 'usr_later' }, 'hash')).toBe('created')
    })

    it('has nothing to delete under an id it never saw', async () => {
      await register(bob)

      expect(await store.users.delete('usr_ada', ending('account_deleted'))).toEqual([])
    })
  })
}
