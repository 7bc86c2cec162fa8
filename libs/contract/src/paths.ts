/** The prefix under which the plugin answers unless its host chooses another one. */
export const defaultPrefix = '/auth'

/**
 * Where each question is asked, relative to the prefix.
 *
 * @example
 * fetch(defaultPrefix + authPaths.status)
 */
export const authPaths = {
  status: '/status',
  me: '/me',
  register: '/register',
  login: '/login',
  logout: '/logout',
  changePassword: '/password/change',
  extend: '/session/extend',
  reauthenticate: '/session/reauthenticate',
  sessions: '/sessions',
  events: '/events',
  providers: '/providers',
  identities: '/identities',
  avatar: '/avatar',
  picture: '/me/picture',
} as const
