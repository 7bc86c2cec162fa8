import type { Profile } from '@coatcheck/contract'
import type { PictureStore } from '@coatcheck/stores'
import type { People } from './people.ts'
import type { PicturePath } from './picture-path.ts'

/** Where the pictures of the host's users are kept, and where browsers ask for them: nowhere, with null. */
export interface TheirPictures {
  store: Pick<PictureStore, 'findVersion'>
  path: PicturePath | null
}

/** The host's users with the pictures that we keep of them. */
export function withPictures(people: People, pictures: TheirPictures): People {
  const { store, path } = pictures
  if (path === null) return people
  const update = people.update?.bind(people)
  const addEmail = people.addEmail?.bind(people)
  const add = async (profile: Profile | null) =>
    profile === null ? null : withPicture(profile, await store.findVersion(profile.id), path)
  const addUnlessTaken = async (outcome: Profile | 'email_taken' | null) =>
    outcome === 'email_taken' ? outcome : add(outcome)
  return {
    ...people,
    findById: findWithPicture(people.findById.bind(people), pictures),
    findByEmail: async (email) => add(await people.findByEmail(email)),
    ...(update === undefined ? {} : { update: async (id, patch) => add(await update(id, patch)) }),
    ...(addEmail === undefined ? {} : { addEmail: async (id, address) => addUnlessTaken(await addEmail(id, address)) }),
  }
}

/** The one verb of {@link People} that reading a session needs. User and picture are asked for at once. */
export function findWithPicture(findById: People['findById'], { store, path }: TheirPictures): People['findById'] {
  if (path === null) return findById
  return async (id) => {
    const [profile, version] = await Promise.all([findById(id), store.findVersion(id)])
    return profile === null ? null : withPicture(profile, version, path)
  }
}

/** A picture that the host tells of stays; else the version changes with ours, as it does with every other field. */
function withPicture(profile: Profile, version: string | null, path: PicturePath): Profile {
  if (version === null || profile.picture !== null) return profile
  return { ...profile, picture: path(profile.id, version), version: `${profile.version}-${version}` }
}
