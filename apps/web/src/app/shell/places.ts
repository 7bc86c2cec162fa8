/** A page that the rail leads to. */
export interface Place {
  readonly path: string
  readonly label: string
}

/** Open to everyone. */
export const openPlaces: readonly Place[] = [
  { path: '/', label: 'Home' },
  { path: '/countries', label: 'Countries' },
  { path: '/under-the-hood', label: 'Under the hood' },
]

/** For the person who is logged in, and about them. */
export const ownPlaces: readonly Place[] = [
  { path: '/profile', label: 'Profile' },
  { path: '/devices', label: 'Devices' },
  { path: '/security', label: 'Security' },
  { path: '/account', label: 'Account' },
]
