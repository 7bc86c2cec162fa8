import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LogoutAtProvider } from './logout-at-provider'
import { WaysIn } from './ways-in'

async function render(methods: string[]) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      provideCoatcheckTesting({ profile: {}, session: { methods }, providers: [{}] }),
      WaysIn,
    ],
  })
  const fixture = TestBed.createComponent(LogoutAtProvider)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const eventually = (check: () => void) =>
    vi.waitFor(async () => {
      await fixture.whenStable()
      check()
    })
  await eventually(() => {
    expect(TestBed.inject(WaysIn).all()).not.toBeNull()
  })
  await fixture.whenStable()
  return { element, eventually, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('LogoutAtProvider', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  it('has nothing to say to somebody who came in with a password', async () => {
    const { element } = await render(['password'])
    expect(element.textContent.trim()).toBe('')
  })

  it('logs out here and leaves for the page of the provider', async () => {
    const { element, eventually, coatcheck } = await render(['google'])
    expect(element.querySelector('button')?.textContent.trim()).toBe('Log out here and at Google')
    element.querySelector('button')?.click()
    await eventually(() => {
      expect(coatcheck.leftFor).toEqual(['https://google.example/logout'])
    })
    expect(coatcheck.auth.isLoggedOut()).toBe(true)
  })

  it('says that one is still logged in when that fails', async () => {
    const { element, eventually, coatcheck } = await render(['google'])
    coatcheck.fail(503)
    element.querySelector('button')?.click()
    await eventually(() => {
      expect(element.textContent).toContain('You are still logged in here.')
    })
    expect([coatcheck.auth.isLoggedIn(), coatcheck.leftFor]).toEqual([true, []])
  })
})
