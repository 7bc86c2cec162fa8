import { TestBed } from '@angular/core/testing'
import { provideRouter, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { appRoutes } from './app-routes'

async function heading(url: string, roles: string[] | null): Promise<string> {
  const profile = roles && { roles }
  TestBed.configureTestingModule({
    providers: [provideRouter(appRoutes, withComponentInputBinding()), provideCoatcheckTesting({ profile })],
  })
  const harness = await RouterTestingHarness.create(url)
  return harness.routeNativeElement?.querySelector('h1')?.textContent ?? ''
}

describe('appRoutes', () => {
  it.each(['/profile', '/devices', '/security', '/account', '/staff-room'])(
    'leads somebody who is logged out from %s to the login',
    async (url) => {
      expect(await heading(url, null)).toBe('Log in')
    },
  )

  it('opens the staff room to an administrator', async () => {
    expect(await heading('/staff-room', ['user', 'admin'])).toBe('The staff room')
  })

  it('tells everybody else that the staff room is for others', async () => {
    expect(await heading('/staff-room', ['user'])).toBe('This door is for others.')
  })

  it('answers an address that does not exist', async () => {
    expect(await heading('/nowhere', null)).toBe('Nothing hangs here.')
  })
})
