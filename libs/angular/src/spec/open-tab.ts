import { provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { createApplication } from '@angular/platform-browser'
import { provideRouter } from '@angular/router'
import { onTestFinished, vi } from 'vitest'
import type { AuthEvent } from '../auth-event'
import { AuthService } from '../auth-service'
import { coatcheckInterceptor } from '../coatcheck-interceptor'
import { LOAD_ANEW } from '../load-anew'
import { type CoatcheckFeature, provideCoatcheck } from '../provide-coatcheck'
import { withApi } from '../with-api'
import { Page, writeStatus } from './set-up'

/** A tab of its own: a whole app, with a server that the test plays for it alone. */
export async function openTab(status?: object, ...features: CoatcheckFeature[]) {
  writeStatus(status)
  const loadAnew = vi.fn()
  const app = await createApplication({
    providers: [
      provideHttpClient(withInterceptors([coatcheckInterceptor])),
      provideHttpClientTesting(),
      provideRouter([{ path: '**', component: Page }]),
      provideCoatcheck(withApi('/auth', { also: ['/api'] }), ...features),
      { provide: LOAD_ANEW, useValue: loadAnew },
    ],
  })
  onTestFinished(() => {
    if (!app.destroyed) app.destroy()
    // A page that was hidden for good: the next test begins with this document.
    document.adoptedStyleSheets = []
  })
  const server = app.injector.get(HttpTestingController)
  const auth = app.injector.get(AuthService)
  const events: AuthEvent[] = []
  auth.events$.subscribe((event) => events.push(event))
  return {
    app,
    auth,
    events,
    loadAnew,
    /** The questions that wait for an answer. Taken off the list. */
    questions: () => server.match(({ url }) => url.startsWith('/auth/status')),
    /** The requests to a path that wait for an answer. Taken off the list. */
    requests: (path: string) => server.match(({ url }) => url === path),
  }
}

export type Tab = Awaited<ReturnType<typeof openTab>>

/** Several tabs in which the same person is logged in, or nobody. */
export function openTabs(count: number, status: object): Promise<Tab[]> {
  return Promise.all(Array.from({ length: count }, () => openTab(status)))
}
