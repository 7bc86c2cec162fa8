import { TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import type { ProfileGap } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { ProfileGaps } from './profile-gaps'

async function render(profileIncomplete: ProfileGap[]) {
  const profile = { name: profileIncomplete.includes('name') ? '' : 'Ada', email: null }
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: '**', children: [] }]), provideCoatcheckTesting({ profile, profileIncomplete })],
  })
  const fixture = TestBed.createComponent(ProfileGaps)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  return { fixture, element, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('ProfileGaps', () => {
  it.each<[string, ProfileGap[]]>([
    ['', []],
    ['No name yet: tell us what to call you.', ['name']],
    ['No e-mail address yet: add one.', ['email']],
    ['Neither a name nor an e-mail address yet: add them.', ['name', 'email']],
  ])('says "%s"', async (line, gaps) => {
    const { element } = await render(gaps)
    expect(element.textContent.trim()).toBe(line)
  })

  it('leads back to the page as it is by now: a problem that was told is no part of it any more', async () => {
    const { fixture, element } = await render(['email'])
    const router = TestBed.inject(Router)
    await router.navigateByUrl('/?problem=denied&provider=google')
    await fixture.whenStable()
    await router.navigateByUrl('/?tab=name')
    await fixture.whenStable()
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/welcome?returnUrl=%2F%3Ftab%3Dname')
  })

  it('leads to where it can be added, and is gone when it was', async () => {
    const { fixture, element, coatcheck } = await render(['email'])
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/welcome?returnUrl=%2F')
    await coatcheck.auth.updateProfile({ email: 'ada@example.org' })
    await fixture.whenStable()
    expect(element.textContent.trim()).toBe('')
  })
})
