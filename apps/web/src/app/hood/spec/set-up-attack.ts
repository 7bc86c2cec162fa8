import { provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import type { Attack } from '../attacks/attack'
import { OwnRow } from '../lanes/own-row'
import { Traffic } from '../wire/traffic'
import { tapWire } from '../wire/wire-tap'

/** What the server says of a session whose cookie is called `sid`. */
export const underTheHood = {
  row: {
    ...{ id: 'ses_test', tokenHashStart: 'Qm3x9aBc', persistent: false, methods: ['password'], dataKeys: 0 },
    ...{ ip: '127.0.0.1', userAgent: 'Firefox', reauthenticatedUntil: null },
    ...{ createdAt: '2026-01-01T12:00:00.000Z', authenticatedAt: '2026-01-01T12:00:00.000Z' },
    ...{ lastSeenAt: '2026-01-01T12:00:00.000Z', idleExpiresAt: '2026-01-01T12:30:00.000Z' },
    absoluteExpiresAt: '2026-01-02T00:00:00.000Z',
  },
  cookie: { name: 'sid', httpOnly: true, secure: false, sameSite: 'lax', path: '/' },
  arrived: {
    cookies: [{ name: 'sid', length: 43 }],
    headers: [{ name: 'sec-fetch-site', value: 'same-origin' }],
    otherHeaders: 4,
  },
}

/** What the page provides, over a server that the test plays. */
export function provideHood(profile: object | null = {}) {
  return [
    provideHttpClient(withInterceptors([tapWire])),
    provideHttpClientTesting(),
    provideCoatcheckTesting({ profile }),
    ...[Traffic, OwnRow],
  ]
}

/** An attack as Ada would try it, and the server that the test plays. */
export function setUpAttack(inject: () => Attack) {
  TestBed.configureTestingModule({ providers: provideHood() })
  const attack = TestBed.runInInjectionContext(inject)
  const server = TestBed.inject(HttpTestingController)
  TestBed.inject(OwnRow)
  TestBed.tick()
  server.expectOne('/api/under-the-hood').flush(underTheHood)
  /** Lets what the attack awaits come to pass. */
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  const answer = async (path: string, body: object | null, status = 200, headers: Record<string, string> = {}) => {
    await turn()
    server.expectOne(path).flush(body, { status, statusText: 'Anything', headers })
  }
  return { attack, server, answer, turn, coatcheck: TestBed.inject(CoatcheckTesting) }
}
