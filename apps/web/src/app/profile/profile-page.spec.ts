import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { LoginProviders } from '@coatcheck/angular'
import { type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { ProfilePage } from './profile-page'

async function render(options: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting(options)] })
  const list = vi.spyOn(TestBed.inject(LoginProviders), 'list')
  const fixture = TestBed.createComponent(ProfilePage)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  const words = () => element.textContent.replace(/\s+/g, ' ')
  const eventually = (check: () => void) =>
    vi.waitFor(async () => {
      await fixture.whenStable()
      check()
    })
  return { element, list, words, eventually }
}

describe('ProfilePage', () => {
  it('calls a provider as it calls itself', async () => {
    const { words, eventually } = await render({ profile: {}, session: { methods: ['google'] }, providers: [{}] })
    await eventually(() => {
      expect(words()).toMatch(/Logged in with ?Google/)
    })
  })

  it('asks for no providers when a password was enough', async () => {
    const { words, list } = await render({ profile: {} })
    expect(words()).toMatch(/Logged in with ?password/)
    expect(list).not.toHaveBeenCalled()
  })

  it('has a heading also for somebody without a name, and a quiet line', async () => {
    const { element } = await render({ profile: { name: '' }, profileIncomplete: ['name'] })
    expect(element.querySelector('h1')?.textContent).toBe('Your profile')
    expect(element.querySelector('app-profile-gaps')?.textContent.trim()).toBe('No name yet: tell us what to call you.')
  })
})
