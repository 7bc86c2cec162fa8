import type { EndedSession, Ending } from '@coatcheck/stores'
import type { TheirPeopleOptions } from './their-people.ts'

/** Forgets all that is ours of a user who is gone. Tells which sessions ended. */
export async function forgetUser(
  id: string,
  ending: Ending,
  { passwords, identities, knownDevices, pictures, sessions }: TheirPeopleOptions['store'],
): Promise<EndedSession[]> {
  await passwords.remove(id)
  await identities.forgetUser(id)
  await knownDevices.forgetUser(id)
  await pictures.forgetUser(id)
  return sessions.end({ userId: id, exceptId: null }, ending)
}
