import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { Logout } from './logout'
import { Notices } from './notices'

async function render() {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting({ profile: {} })] })
  const fixture = TestBed.createComponent(Notices)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  return { fixture, element, coatcheck: TestBed.inject(CoatcheckTesting), logout: TestBed.inject(Logout) }
}

describe('Notices', () => {
  it('has nothing to say when all is well', async () => {
    const { element } = await render()
    expect(element.textContent.trim()).toBe('')
  })

  it('says that a logout did not happen, and offers another try', async () => {
    const { fixture, element, coatcheck, logout } = await render()
    coatcheck.fail(503, { retryAfterSeconds: 5 })
    await logout.run()
    await fixture.whenStable()
    expect(element.querySelector('[role=alert]')?.textContent).toMatch(/You are still logged in here.*in 5 seconds/)

    await coatcheck.recover()
    element.querySelector('button')?.click()
    await fixture.whenStable()
    expect(coatcheck.auth.isLoggedOut()).toBe(true)
    expect(element.textContent.trim()).toBe('')
  })

  it('forgets the failed logout once that session is over', async () => {
    const { fixture, element, coatcheck, logout } = await render()
    coatcheck.fail(503)
    await logout.run()
    coatcheck.expire()
    await fixture.whenStable()
    expect(element.querySelector('[role=alert]')?.textContent.trim()).toBe('')
  })

  it('says that the server is out of reach until it is back', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.fail(0)
    await fixture.whenStable()
    expect(element.querySelector('[role=status]')?.textContent).toContain('You stay logged in')
    await coatcheck.recover()
    await fixture.whenStable()
    expect(element.textContent.trim()).toBe('')
  })

  it('says that the browser is offline, once, until it is not', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.fail(0)
    window.dispatchEvent(new Event('offline'))
    await fixture.whenStable()
    expect(element.textContent).toContain('You are offline. You stay logged in')
    expect(element.textContent).not.toContain('out of reach')
    window.dispatchEvent(new Event('online'))
    await coatcheck.recover()
    await fixture.whenStable()
    expect(element.textContent.trim()).toBe('')
  })
})
