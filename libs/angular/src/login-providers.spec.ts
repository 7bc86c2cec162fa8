import { TestBed } from '@angular/core/testing'
import { describe, expect, it } from 'vitest'
import { authGuard } from './auth-guard'
import { LoginProviders } from './login-providers'
import { only, Page, refuse, refuseWithHtml, setUp, settle } from './spec/set-up'
import { adaStatus, anonymousStatus } from './spec/status-bodies'

const google = { id: 'google', label: 'Google', icon: 'google', available: true, configured: true }

function open(options: Parameters<typeof setUp>[0] = {}) {
  const page = setUp({ document: anonymousStatus, ...options })
  return { ...page, providers: TestBed.inject(LoginProviders) }
}

describe('LoginProviders', () => {
  it('lists them, and asks once', async () => {
    const { providers, requests } = open()
    const listed = Promise.all([providers.list(), providers.list()])
    only(requests('/auth/providers')).flush({ providers: [google] })
    await expect(listed).resolves.toEqual([[google], [google]])
    await providers.list()
    expect(requests('/auth/providers')).toEqual([])
  })

  it('asks again after a failure', async () => {
    const { providers, requests } = open()
    const failed = providers.list()
    refuse(only(requests('/auth/providers')), 500, 'internal_error')
    await expect(failed).rejects.toMatchObject({ code: 'internal_error' })
    const listed = providers.list()
    only(requests('/auth/providers')).flush({ providers: [] })
    await expect(listed).resolves.toEqual([])
  })

  it('takes the page of a proxy for no list', async () => {
    const { providers, requests } = open()
    const listed = providers.list()
    only(requests('/auth/providers')).flush('<!doctype html>')
    await expect(listed).rejects.toMatchObject({ kind: 'unexpected' })
  })

  it('logs out here, leaves guarded pages, and then leads to the provider', async () => {
    const routes = [
      { path: 'devices', canMatch: [authGuard], component: Page },
      { path: '**', component: Page },
    ]
    const { auth, router, providers, requests, leftFor } = open({ document: adaStatus, routes })
    await router.navigateByUrl('/devices')
    const left = providers.logout()
    const request = only(requests('/auth/logout'))
    expect(request.request.body).toEqual({ atProvider: true })
    request.flush({ providerLogoutUrl: 'https://id.example/logout' })
    await left
    expect([auth.endReason(), router.url]).toEqual(['logged_out', '/login?returnUrl=%2Fdevices'])
    expect(leftFor).toEqual(['https://id.example/logout'])
  })

  it('stays when there is nothing to end at a provider', async () => {
    const { auth, providers, requests, leftFor } = open({ document: adaStatus })
    const left = providers.logout()
    only(requests('/auth/logout')).flush({ providerLogoutUrl: null })
    await left
    expect([auth.isLoggedOut(), leftFor]).toEqual([true, []])
  })

  it('L2 FC-48 is still logged in when the logout did not happen', async () => {
    const { auth, providers, requests, leftFor } = open({ document: adaStatus })
    const left = providers.logout()
    refuseWithHtml(only(requests('/auth/logout')), 502)
    await expect(left).rejects.toMatchObject({ httpStatus: 502 })
    expect([auth.isLoggedIn(), leftFor]).toEqual([true, []])
  })

  it('takes no script for the logout page of a provider', async () => {
    const { providers, requests, leftFor } = open({ document: adaStatus })
    const left = providers.logout()
    only(requests('/auth/logout')).flush({ providerLogoutUrl: 'javascript:alert(1)' })
    await expect(left).rejects.toMatchObject({ kind: 'unexpected' })
    expect(leftFor).toEqual([])
  })
})

describe('AuthService.loginWith', () => {
  it('leads to the provider by a page of the API, and back to a path of this origin', () => {
    const { auth, leftFor } = open()
    auth.loginWith('google', { returnUrl: '/orders?page=2#last', remember: true })
    auth.loginWith('../logout')
    expect(leftFor).toEqual([
      '/auth/providers/google/start?returnUrl=%2Forders%3Fpage%3D2%23last&remember=true',
      '/auth/providers/..%2Flogout/start?returnUrl=%2F',
    ])
  })

  it('knows nothing of the person before the provider has led back', async () => {
    const { auth } = open()
    auth.loginWith('google')
    await settle()
    expect(auth.isLoggedOut()).toBe(true)
  })
})
