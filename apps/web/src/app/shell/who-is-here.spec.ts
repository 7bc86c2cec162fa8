import { type ComponentFixture, TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { Logout } from './logout'
import { WhoIsHere } from './who-is-here'

async function render(options: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting(options)] })
  const fixture = TestBed.createComponent(WhoIsHere)
  await fixture.whenStable()
  return { fixture, coatcheck: TestBed.inject(CoatcheckTesting) }
}

function words(fixture: ComponentFixture<unknown>): string {
  return (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ').trim()
}

describe('WhoIsHere', () => {
  it('shows neither a name nor a login while the status is unknown', async () => {
    const { fixture } = await render({ unknown: true })
    expect(words(fixture)).toBe('')
  })

  it('names the way to the profile also for somebody who came without a name', async () => {
    const { fixture } = await render({ profile: { name: '' } })
    expect((fixture.nativeElement as HTMLElement).querySelector('a .name')?.textContent).toBe('Your profile')
  })

  it('shows the name in the first rendering', () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideCoatcheckTesting({ profile: { name: 'Ada Lovelace' } })],
    })
    const fixture = TestBed.createComponent(WhoIsHere)
    fixture.detectChanges()
    expect(words(fixture)).toContain('Ada Lovelace')
    expect(words(fixture)).not.toContain('Log in')
  })

  it('offers the login to somebody who is logged out', async () => {
    const { fixture } = await render({})
    expect(words(fixture)).toBe('Log in')
  })

  it('follows a login and a logout, and says so', async () => {
    const { fixture, coatcheck } = await render({})
    coatcheck.logIn({ name: 'Grace Hopper' })
    await fixture.whenStable()
    expect(words(fixture)).toContain('You are logged in as Grace Hopper.')
    await TestBed.inject(Logout).run()
    await fixture.whenStable()
    expect(words(fixture)).toMatch(/^Log in ?You are logged out\.$/)
  })

  it('keeps the name through an outage', async () => {
    const { fixture, coatcheck } = await render({ profile: { name: 'Ada Lovelace' } })
    coatcheck.fail(503)
    await fixture.whenStable()
    expect(words(fixture)).toContain('Ada Lovelace')
  })
})
