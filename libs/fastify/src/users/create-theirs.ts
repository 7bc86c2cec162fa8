import type { Profile } from '@coatcheck/contract'
import { Deadline } from '@coatcheck/stores'
import { completeProfile } from './complete-profile.ts'
import type { People } from './people.ts'
import { askUsers } from './ask-users.ts'
import { forgetUser } from './forget-user.ts'
import type { TheirPeopleOptions } from './their-people.ts'
import type { NewUser, Users } from './users.ts'

type Create<U> = NonNullable<Users<U>['create']>

/**
 * New people in the host's table, with what is ours of them. Two databases share no transaction: what could not be
 * completed is undone, since a user without any way in could neither log in nor register.
 */
export function creatingTheirs<U>(
  create: Create<U>,
  users: Users<U>,
  { store, clock, deadlineMs, warn }: TheirPeopleOptions,
): Pick<People, 'create' | 'createWithIdentity'> {
  const ask = <T>(question: () => Promise<T>) => askUsers(deadlineMs, question)
  type Outcome = Awaited<ReturnType<Create<U>>>

  /** Nothing of ours may open anything for whoever gets this id: not for whoever had it before, nor after. */
  const forget = (id: string) => forgetUser(id, { reason: 'account_deleted', at: clock(), forgetAt: clock() }, store)

  const undo = async (outcome: Outcome) => {
    if (typeof outcome === 'string') return
    const { id } = users.toProfile(outcome.created)
    if (users.delete === undefined) warn({ userId: id }, 'A user was made who has no way to log in; delete the row')
    await users.delete?.(id)
    // What the store said that it could not keep it may have kept, and who has an identity of nobody never gets in again.
    await Deadline.unbound(() => forget(id)).catch((error: unknown) => {
      warn({ err: error, userId: id }, 'A user who was undone may have left an identity; call coatcheck.userDeleted()')
    })
  }

  /** Makes a user, and then what is ours; `keep` tells whether it could be kept. */
  async function createAnd<Kept>(user: NewUser, keep: (profile: Profile) => Promise<Kept | 'kept'>) {
    const creation = create(user)
    const outcome = await ask(() => creation).catch((error: unknown) => {
      // It was answered 503; a user who appears later all the same could neither log in nor register.
      void creation.then(undo).catch(() => undefined)
      throw error
    })
    if (typeof outcome === 'string') return outcome
    const profile = completeProfile(users.toProfile(outcome.created))
    try {
      await forget(profile.id)
      const kept = await keep(profile)
      if (kept === 'kept') return { created: profile }
      await ask(() => undo(outcome))
      return kept
    } catch (error) {
      await ask(() => undo(outcome))
      throw error
    }
  }

  return {
    async create(user, passwordHash) {
      const outcome = await createAnd<never>(user, async ({ id }) => {
        await store.passwords.set(id, passwordHash, clock())
        return 'kept'
      })
      if (outcome === 'email_required') throw new Error('users.create: there is an address, so none is required.')
      return outcome
    },
    createWithIdentity: (user, identityOf) =>
      createAnd<'identity_taken'>(user, async ({ id }) =>
        (await store.identities.link(identityOf(id), null)) === 'linked' ? 'kept' : 'identity_taken',
      ),
  }
}
