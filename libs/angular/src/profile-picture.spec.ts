import { TestBed } from '@angular/core/testing'
import { describe, expect, it } from 'vitest'
import { ProfilePicture } from './profile-picture'
import { only, refuse, setUp, settle } from './spec/set-up'
import { adaStatus, graceStatus } from './spec/status-bodies'

function open() {
  const page = setUp({ document: adaStatus })
  const events: string[] = []
  page.auth.events$.subscribe(({ type }) => events.push(type))
  return { ...page, events, picture: TestBed.inject(ProfilePicture) }
}

const withPicture = { ...adaStatus.profile, picture: '/auth/avatar/usr_ada?v=1', version: '2' }
const png = new Blob(['…'], { type: 'image/png' })

describe('ProfilePicture', () => {
  it('is sent as it is, and shown at once', async () => {
    const { auth, picture, requests, events } = open()
    const uploaded = picture.upload(png)
    const { request } = only(requestsOf(requests))
    expect([request.method, request.body, request.detectContentTypeHeader()]).toEqual(['PUT', png, 'image/png'])
    await expect(uploaded).resolves.toEqual(withPicture)
    expect([auth.profile()?.picture, events]).toEqual(['/auth/avatar/usr_ada?v=1', ['profileChanged']])

    function requestsOf(ask: typeof requests) {
      const found = ask('/auth/me/picture')
      found.forEach((one) => {
        one.flush(withPicture)
      })
      return found
    }
  })

  it('is removed', async () => {
    const { auth, picture, requests } = open()
    const removed = picture.remove()
    const request = only(requests('/auth/me/picture'))
    expect(request.request.method).toBe('DELETE')
    request.flush({ ...adaStatus.profile, version: '3' })
    await removed
    expect(auth.profile()?.picture).toBeNull()
  })

  it('stays as it was when the server refuses the new one', async () => {
    const { auth, picture, requests } = open()
    const uploaded = picture.upload(png)
    refuse(only(requests('/auth/me/picture')), 400, 'invalid_input')
    await expect(uploaded).rejects.toMatchObject({ code: 'invalid_input' })
    expect(auth.profile()?.version).toBe(adaStatus.profile.version)
  })

  it('FC-48 is nobody else’s when somebody else has logged in meanwhile', async () => {
    const { auth, picture, requests, questions } = open()
    const uploaded = picture.upload(png)
    const late = only(requests('/auth/me/picture'))
    void auth.refresh()
    only(questions()).flush(graceStatus)
    await settle()
    late.flush(withPicture)
    await uploaded
    expect(auth.profile()).toMatchObject({ id: 'usr_grace', picture: null })
  })
})
