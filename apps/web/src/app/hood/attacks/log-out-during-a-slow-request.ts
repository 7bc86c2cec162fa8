import { HttpClient, HttpErrorResponse } from '@angular/common/http'
import { inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import { firstValueFrom, timer } from 'rxjs'
import { readCookieReport } from '../wire/cookie-report'
import { type Attack, AttackFailed } from './attack'

/** By then the server has let the slow request in. */
const headStartMilliseconds = 400

/** The classic: a request that began before the logout saves its session after it, and everybody is logged in again. */
export function injectLogOutDuringASlowRequest(): Attack {
  const http = inject(HttpClient)
  const auth = inject(AuthService)
  return {
    title: 'Log out during a slow request',
    story:
      'A request takes two seconds and then saves its session. Meanwhile you log out. With many session libraries that brings the session back. This logs you out for real.',
    button: 'Log me out meanwhile',
    async run() {
      const slow = firstValueFrom(http.get('/api/slow?seconds=2', { observe: 'response' }))
      // Looked at below, when its turn comes; a refusal before that is no unhandled one.
      slow.catch(() => undefined)
      await firstValueFrom(timer(headStartMilliseconds))
      await auth.logout()
      const late = await slow.catch((error: unknown) => {
        if (!(error instanceof HttpErrorResponse) || error.status !== 401) throw error
        throw new AttackFailed('The logout overtook the slow request. Log in and try again.')
      })
      const cookies = readCookieReport(late.headers)?.setCookies ?? null
      const status$ = http.get<{ authenticated?: unknown }>(defaultPrefix + authPaths.status)
      const { authenticated } = await firstValueFrom(status$)
      const held = authenticated === false && (cookies === null || cookies.length === 0)
      return {
        held,
        verdict: held ? 'Still logged out' : 'The session is back',
        steps: [
          { did: 'GET /api/slow?seconds=2', got: 'on its way' },
          { did: `POST ${defaultPrefix}${authPaths.logout}`, got: '204' },
          { did: 'The late answer', got: `${late.status.toString()}, Set-Cookie: ${toText(cookies)}` },
          { did: `GET ${defaultPrefix}${authPaths.status}`, got: authenticated === false ? 'logged out' : 'logged in' },
        ],
        why: 'What a handler saves is written only into a session that still lives, and no answer but that of a login hands out a ticket. A logout is for ever.',
      }
    },
  }
}

function toText(cookies: readonly unknown[] | null): string {
  if (cookies === null) return 'not told'
  return cookies.length === 0 ? 'none' : cookies.length.toString()
}
