import type { TestRequest } from '@angular/common/http/testing'
import type { AuthService } from '../auth-service'
import { adaStatus, loggedInAs, steppedUp } from './status-bodies'

export const kingStatus = loggedInAs('usr_ada', 'Ada King', '2')
export const passwords = { currentPassword: 'correct horse battery', newPassword: 'a new coat every day' }

/** 204. */
export function done(request: TestRequest): void {
  request.flush(null, { status: 204, statusText: 'No Content' })
}

/** The actions that leave the person logged in, with what the server answers. */
export const changes: [string, string, (auth: AuthService) => Promise<unknown>, (request: TestRequest) => void][] = [
  [
    'extend',
    '/auth/session/extend',
    (auth) => auth.extend(),
    (request) => {
      request.flush(adaStatus)
    },
  ],
  [
    'reauthenticate',
    '/auth/session/reauthenticate',
    (auth) => auth.reauthenticate({ password: 'correct horse battery' }),
    (request) => {
      request.flush(steppedUp(adaStatus))
    },
  ],
  [
    'updateProfile',
    '/auth/me',
    (auth) => auth.updateProfile({ name: 'Ada King' }),
    (request) => {
      request.flush(kingStatus.profile)
    },
  ],
  ['changePassword', '/auth/password/change', (auth) => auth.changePassword(passwords), done],
]

/** All actions but the ones that log in. */
export const actions: [string, string, (auth: AuthService) => Promise<unknown>][] = [
  ...changes.map(([name, path, act]): [string, string, typeof act] => [name, path, act]),
  ['deleteAccount', '/auth/me', (auth) => auth.deleteAccount()],
  ['logoutEverywhere', '/auth/sessions', (auth) => auth.logoutEverywhere()],
  ['sessions.list', '/auth/sessions', (auth) => auth.sessions.list()],
  ['sessions.revoke', '/auth/sessions/ses_2', (auth) => auth.sessions.revoke('ses_2')],
  ['sessions.revokeOthers', '/auth/sessions', (auth) => auth.sessions.revokeOthers()],
]
