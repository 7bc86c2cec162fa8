import { describe, expect, it } from 'vitest'
import { adaStatus, anonymousBecause } from './spec/status-bodies'
import { toSnapshot } from './to-snapshot'

function without(part: 'profile' | 'session', field: string) {
  return { ...adaStatus, [part]: { ...adaStatus[part], [field]: undefined } }
}

describe('toSnapshot', () => {
  it('reads somebody who is logged in', () => {
    expect(toSnapshot(adaStatus)).toMatchObject({ status: 'authenticated', userId: 'usr_ada' })
  })

  it('keeps the fields that an app has added to the profile', () => {
    const body = { ...adaStatus, profile: { ...adaStatus.profile, jobTitle: 'Countess' } }
    expect(toSnapshot(body)).toMatchObject({ profile: { jobTitle: 'Countess' } })
  })

  it.each(Object.keys(adaStatus.profile))('takes no profile without its %s', (field) => {
    expect(toSnapshot(without('profile', field))).toBeNull()
  })

  it.each(Object.keys(adaStatus.session))('takes no session without its %s', (field) => {
    expect(toSnapshot(without('session', field))).toBeNull()
  })

  it('takes no roles that are not text', () => {
    expect(toSnapshot({ ...adaStatus, profile: { ...adaStatus.profile, roles: [1] } })).toBeNull()
  })

  it.each([
    ['revoked', 'revoked'],
    ['newer_than_the_library', 'newer_than_the_library'],
    [7, null],
    [null, null],
  ])('reads the end reason %s as %s', (reason, endReason) => {
    expect(toSnapshot(anonymousBecause(reason))).toEqual({ status: 'anonymous', endReason, isStale: false })
  })
})
