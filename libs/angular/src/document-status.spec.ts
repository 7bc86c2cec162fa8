import { describe, expect, it } from 'vitest'
import { only, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus } from './spec/status-bodies'

describe('the status in the document', () => {
  it('logs the person in without a request', () => {
    const { auth, questions } = setUp({ document: adaStatus })
    expect(auth.profile()?.name).toBe('Ada Lovelace')
    expect(questions()).toHaveLength(0)
  })

  it('tells why the last session ended', () => {
    const { auth, questions } = setUp({ document: anonymousBecause('idle_timeout') })
    expect(auth.isLoggedOut()).toBe(true)
    expect(auth.endReason()).toBe('idle_timeout')
    expect(questions()).toHaveLength(0)
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['cut off', '{"authenticated":tr'],
    ['null', 'null'],
    ['of another shape', { hello: 'world' }],
    ['without the profile', { ...adaStatus, profile: undefined }],
    ['with the profile of another user', { ...adaStatus, userId: 'usr_grace' }],
    ['truthy instead of true', { ...adaStatus, authenticated: 1 }],
  ])('is asked for once when it is %s', async (_, document) => {
    const { auth, questions } = setUp({ ...(document === undefined ? {} : { document }) })
    expect(auth.status()).toBe('unknown')
    void auth.whenReady()
    void auth.whenReady()
    only(questions()).flush(anonymousStatus)
    await settle()
    expect(auth.status()).toBe('anonymous')
  })

  it('is asked for with the profile', () => {
    const { questions } = setUp()
    expect(only(questions()).request.urlWithParams).toBe('/auth/status?include=profile')
  })
})
