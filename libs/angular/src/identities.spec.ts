import { TestBed } from '@angular/core/testing'
import { describe, expect, it } from 'vitest'
import { Identities } from './identities'
import { registerReauthenticationPrompt } from './reauthentication-prompt'
import { only, refuse, setUp, settle } from './spec/set-up'
import { adaStatus } from './spec/status-bodies'

async function open() {
  const page = setUp({ document: adaStatus })
  await page.router.navigateByUrl('/security?tab=ways')
  return { ...page, identities: TestBed.inject(Identities) }
}

const list = { identities: [{ id: 'idn_1', provider: 'google' }], hasPassword: true }

describe('Identities', () => {
  it('lists them, and whether there is a password', async () => {
    const { identities, requests } = await open()
    const listed = identities.list()
    only(requests('/auth/identities')).flush(list)
    await expect(listed).resolves.toEqual(list)
  })

  it.each([{}, { identities: [] }, { hasPassword: true }, '<!doctype html>'])('takes %j for no list', async (body) => {
    const { identities, requests } = await open()
    const listed = identities.list()
    only(requests('/auth/identities')).flush(body)
    await expect(listed).rejects.toMatchObject({ kind: 'unexpected' })
  })

  it('FC-26 links by leaving for the provider, which leads back to this page', async () => {
    const { identities, requests, leftFor } = await open()
    const linked = identities.link('google')
    const request = only(requests('/auth/identities/google'))
    expect([request.request.method, request.request.body]).toEqual(['POST', { returnUrl: '/security?tab=ways' }])
    request.flush({ location: 'https://accounts.google.com/o/oauth2' })
    await linked
    expect(leftFor).toEqual(['https://accounts.google.com/o/oauth2'])
  })

  it('FC-26 FC-37 ASVS 7.5.1 asks for a step-up before it links, and says what for', async () => {
    const { auth, identities, requests, leftFor } = await open()
    TestBed.runInInjectionContext(registerReauthenticationPrompt)
    const linked = identities.link('google', { because: 'link Google' })
    refuse(only(requests('/auth/identities/google')), 403, 'reauthentication_required')
    await settle()
    expect(auth.reauthenticationWanted()).toEqual(expect.objectContaining({ because: 'link Google' }))
    auth.cancelReauthentication()
    await expect(linked).rejects.toMatchObject({ code: 'reauthentication_required' })
    expect(leftFor).toEqual([])
  })

  it('lets a provider lead back to this origin alone', async () => {
    const { identities, requests } = await open()
    void identities.link('google', { returnUrl: '//evil.example' })
    expect(only(requests('/auth/identities/google')).request.body).toEqual({ returnUrl: '/' })
  })

  it.each(['javascript:alert(1)', '/login', null, 7])('opens no location such as %j', async (location) => {
    const { identities, requests, leftFor } = await open()
    const linked = identities.link('google')
    only(requests('/auth/identities/google')).flush({ location })
    await expect(linked).rejects.toMatchObject({ kind: 'unexpected' })
    expect(leftFor).toEqual([])
  })

  it('unlinks one, and hands on why it may not', async () => {
    const { identities, requests } = await open()
    const unlinked = identities.unlink('idn_1')
    const request = only(requests('/auth/identities/idn_1'))
    expect(request.request.method).toBe('DELETE')
    request.flush(null, { status: 204, statusText: 'No Content' })
    await unlinked

    const refused = identities.unlink('../me')
    refuse(only(requests('/auth/identities/..%2Fme')), 409, 'last_login_method')
    await expect(refused).rejects.toMatchObject({ code: 'last_login_method' })
  })

  it('stays when whoever asked has turned back before there is an answer', async () => {
    const { identities, requests, leftFor } = await open()
    const turningBack = new AbortController()
    const left = identities.reauthenticate('google', { signal: turningBack.signal })
    turningBack.abort()
    only(requests('/auth/providers/google/reauthenticate')).flush({ location: 'https://accounts.google.com/o/oauth2' })
    await left
    expect(leftFor).toEqual([])
  })

  it('leaves for the provider when there is no password to step up with', async () => {
    const { identities, requests, leftFor } = await open()
    const left = identities.reauthenticate('google', { returnUrl: '/account' })
    const request = only(requests('/auth/providers/google/reauthenticate'))
    expect(request.request.body).toEqual({ returnUrl: '/account' })
    request.flush({ location: 'https://accounts.google.com/o/oauth2?prompt=login' })
    await left
    expect(leftFor).toEqual(['https://accounts.google.com/o/oauth2?prompt=login'])
  })
})
