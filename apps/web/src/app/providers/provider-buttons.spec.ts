import { TestBed } from '@angular/core/testing'
import { LoginProviders, type Provider } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting, testProvider } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ProviderButtons } from './provider-buttons'

const local = { id: 'local', label: 'the local provider', icon: 'openid' }

async function render(providers: Partial<Provider>[] = [{}, local], begin?: (coatcheck: CoatcheckTesting) => void) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ providers })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  begin?.(coatcheck)
  const fixture = TestBed.createComponent(ProviderButtons)
  fixture.componentRef.setInput('verb', 'Log in with')
  fixture.componentRef.setInput('returnUrl', '/orders?page=2#total')
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await settle()
  async function settle() {
    // The list comes in a later turn.
    await TestBed.inject(LoginProviders)
      .list()
      .catch(() => undefined)
    await fixture.whenStable()
  }
  const buttons = () => [...element.querySelectorAll('button')]
  const names = () => buttons().map(({ textContent }) => textContent.trim())
  const press = async (name: string) => {
    buttons()
      .find(({ textContent }) => textContent.trim() === name)
      ?.click()
    await fixture.whenStable()
  }
  return { fixture, element, buttons, names, press, settle, coatcheck }
}

describe('ProviderButtons', () => {
  afterEach(() => {
    vi.useRealTimers()
    document.body.replaceChildren()
  })

  it('offers every provider by its name, in the order of the server, with an icon that says nothing', async () => {
    const { element, names } = await render([{}, { id: 'facebook', label: 'Facebook', icon: 'facebook' }, local])
    expect(names()).toEqual(['Log in with Google', 'Log in with Facebook', 'Log in with the local provider'])
    expect([...element.querySelectorAll('svg')].map(({ ariaHidden }) => ariaHidden)).toEqual(['true', 'true', 'true'])
  })

  it('shows the icon of a provider that has one on our own origin', async () => {
    const { element } = await render([{ icon: '/staff.svg' }])
    const image = element.querySelector('img')
    expect([image?.getAttribute('src'), image?.alt]).toEqual(['/staff.svg', ''])
  })

  it('shows nothing where there is no provider', async () => {
    const { element } = await render([])
    expect([element.textContent.trim(), element.querySelector('ul, .or')]).toEqual(['', null])
  })

  it('leaves for the provider with the wanted page and "remember me", once', async () => {
    const { fixture, element, names, buttons, press, coatcheck } = await render()
    fixture.componentRef.setInput('remember', true)
    await fixture.whenStable()
    await press('Log in with Google')
    expect(names()).toEqual(['Leading you to Google…', 'Log in with the local provider'])
    expect(element.querySelector('app-provider-button [role=status]')?.textContent).toBe('Leading you to Google…')
    for (const button of buttons()) button.click()
    const [path, query] = coatcheck.leftFor[0]?.split('?') ?? []
    expect([coatcheck.leftFor.length, path]).toEqual([1, '/auth/providers/google/start'])
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      returnUrl: '/orders?page=2#total',
      remember: 'true',
    })
    expect(buttons().map(({ ariaDisabled }) => ariaDisabled)).toEqual(['true', 'true'])
  })

  it.each([
    [true, 'Log in with Google'],
    [false, 'Leading you to Google…'],
  ])('can be pressed again when Back brings the page as it was (%s)', async (persisted, words) => {
    const { fixture, names, press } = await render()
    await press('Log in with Google')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
    await fixture.whenStable()
    expect(names()[0]).toBe(words)
  })

  it('can be pressed again when the provider’s page does not come', async () => {
    const { fixture, buttons, names, press, coatcheck } = await render()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    buttons()[0]?.click()
    vi.advanceTimersByTime(9999)
    buttons()[0]?.click()
    expect(coatcheck.leftFor).toHaveLength(1)
    vi.advanceTimersByTime(1)
    vi.useRealTimers()
    await fixture.whenStable()
    expect(names()[0]).toBe('Log in with Google')
    await press('Log in with Google')
    expect(coatcheck.leftFor).toHaveLength(2)
  })

  it('says of a provider in trouble that there is some, and leaves for it all the same', async () => {
    const { element, buttons, press, coatcheck } = await render([{ available: false }])
    expect(element.textContent).toContain('There is trouble with Google at the moment')
    expect(buttons()[0]?.getAttribute('aria-describedby')).toBe(element.querySelector('p.quiet[id]')?.id)
    await press('Log in with Google')
    expect(coatcheck.leftFor).toHaveLength(1)
  })

  it('says of a provider that is not set up what is missing, and stays', async () => {
    const { element, buttons, press, coatcheck } = await render([{ available: false, configured: false }])
    expect(element.textContent).toContain('its secret is missing')
    expect([buttons()[0]?.ariaDisabled, buttons()[0]?.disabled]).toEqual(['true', false])
    await press('Log in with Google')
    expect(coatcheck.leftFor).toEqual([])
  })

  it('says that the list could not be had, and gets it at another try', async () => {
    const { fixture, element, names, press, settle, coatcheck } = await render([testProvider()], (c) => c.fail(503))
    expect(names()).toEqual(['Try again'])
    expect(element.querySelector('[role=status]')?.textContent).toContain('could not be loaded')

    await press('Try again')
    await settle()
    expect(names()).toEqual(['Try again'])

    await coatcheck.recover()
    await press('Try again')
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(names()).toEqual(['Log in with Google'])
    })
    expect(document.activeElement?.textContent.trim()).toBe('Log in with Google')
  })

  it('leaves a page alone that was opened before the other try had an answer', async () => {
    const { fixture, coatcheck } = await render([testProvider()], (c) => c.fail(503))
    await coatcheck.recover()
    const trying = fixture.componentInstance['tryAgain']()
    fixture.destroy()
    await expect(trying).resolves.toBeUndefined()
  })
})
