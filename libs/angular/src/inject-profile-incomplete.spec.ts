import { TestBed } from '@angular/core/testing'
import { describe, expect, it } from 'vitest'
import { injectProfileIncomplete } from './inject-profile-incomplete'
import { only, setUp, settle } from './spec/set-up'
import { adaStatus, endedStatus } from './spec/status-bodies'

const nameless = { ...adaStatus.profile, name: '', email: null }
const asked = { ...adaStatus, profile: nameless, profileIncomplete: ['name', 'email'] }

function open(document: object) {
  const page = setUp({ document })
  return { ...page, missing: TestBed.runInInjectionContext(injectProfileIncomplete) }
}

describe('injectProfileIncomplete', () => {
  it('tells what no provider told', () => {
    expect(open(asked).missing()).toEqual(['name', 'email'])
  })

  it('tells nothing of what the server does not want to know', () => {
    expect(open({ ...adaStatus, profile: nameless }).missing()).toEqual([])
  })

  it.each([null, 'name', { 0: 'name' }, ['shoe size'], [7]])('reads %j as nothing', (profileIncomplete) => {
    expect(open({ ...asked, profileIncomplete }).missing()).toEqual([])
  })

  it('misses no more what the person has told, before the server is asked again', async () => {
    const { auth, requests, missing } = open(asked)
    const updated = auth.updateProfile({ name: 'Ada' })
    only(requests('/auth/me')).flush({ ...nameless, name: 'Ada', version: '2' })
    await updated
    expect(missing()).toEqual(['email'])
  })

  it('is silent when the same is missing still', async () => {
    const { auth, questions, missing } = open(asked)
    const before = missing()
    void auth.refresh()
    only(questions()).flush(asked)
    await settle()
    expect(missing()).toBe(before)
  })

  it('asks nobody who is not logged in', async () => {
    const { auth, questions, missing } = open(asked)
    void auth.refresh()
    only(questions()).flush(endedStatus)
    await settle()
    expect([auth.isLoggedOut(), missing()]).toEqual([true, []])
  })
})
