import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { AuthError } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { News } from '../shell/news'
import { SecurityPage } from './security-page'

async function render() {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting({ profile: {} })] })
  const fixture = TestBed.createComponent(SecurityPage)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const input = (autocomplete: string) => {
    const found = element.querySelector<HTMLInputElement>(`input[autocomplete="${autocomplete}"]`)
    if (!found) throw new Error(`There is no input for ${autocomplete}.`)
    return found
  }
  const type = (autocomplete: string, text: string) => {
    input(autocomplete).value = text
    input(autocomplete).dispatchEvent(new Event('input'))
  }
  const change = async (current: string, next: string) => {
    type('current-password', current)
    type('new-password', next)
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await fixture.whenStable()
  }
  const errors = () => [...element.querySelectorAll('mat-error')].map(({ textContent }) => textContent)
  const news = () => TestBed.inject(News).latest()?.text
  return { fixture, element, input, change, errors, news, coatcheck: TestBed.inject(CoatcheckTesting) }
}

const problem = (status: number, code: 'invalid_credentials' | 'password_too_weak', pointer: string, message: string) =>
  new AuthError('problem', {
    httpStatus: status,
    problem: { type: 'about:blank', title: code, status, code, errors: [{ pointer, message }] },
  })

describe('SecurityPage', () => {
  it('tells the rules and what happens to the other devices beforehand', async () => {
    const { element } = await render()
    expect(element.querySelector('mat-hint')?.textContent).toMatch(/12 to 128 characters/)
    expect(element.textContent).toContain('Every other device is logged out')
  })

  it('tells password managers whose password it is', async () => {
    const { input } = await render()
    expect(input('username').value).toBe('ada@example.org')
  })

  it('changes the password and asks for the current one once', async () => {
    const { element, input, change, news, coatcheck } = await render()
    coatcheck.requireReauthentication()
    await change('lend-me-your-coat', 'a-new-coat-every-day')
    expect(news()).toBe('Your password was changed. Every other device was logged out.')
    expect(coatcheck.auth.reauthenticationWanted()).toBeNull()
    expect([input('current-password').value, input('new-password').value]).toEqual(['', ''])
    expect(element.querySelector('mat-error')).toBeNull()
    expect(document.activeElement).toBe(element.querySelector('#password'))
  })

  it.each([
    ['/password', 'reauthenticate'],
    ['/currentPassword', 'changePassword'],
  ] as const)('says beside the field that the current password is wrong (%s)', async (pointer, call) => {
    const { element, input, change, errors, coatcheck } = await render()
    vi.spyOn(coatcheck.auth, call).mockRejectedValue(problem(403, 'invalid_credentials', pointer, 'is wrong'))
    await change('wrong', 'a-new-coat-every-day')
    expect(errors()).toEqual(['This is not your current password.'])
    expect(document.activeElement).toBe(input('current-password'))
    expect(element.querySelector('form [role=alert]')?.textContent.trim()).toBe('')
  })

  it('says which rule the new password fails', async () => {
    const { change, errors, input, coatcheck } = await render()
    const refusal = problem(400, 'password_too_weak', '/newPassword', 'is the one you have already')
    vi.spyOn(coatcheck.auth, 'changePassword').mockRejectedValue(refusal)
    await change('lend-me-your-coat', 'lend-me-your-coat')
    expect(errors()).toEqual(['This is the one you have already.'])
    expect(document.activeElement).toBe(input('new-password'))
  })

  it('sends nothing that is too short', async () => {
    const { change, errors, coatcheck } = await render()
    const reauthenticate = vi.spyOn(coatcheck.auth, 'reauthenticate')
    await change('', 'short')
    expect(errors()).toEqual(['Your current password is missing.', 'At least 12 characters, please: 7 to go.'])
    expect(reauthenticate).not.toHaveBeenCalled()
  })

  it('keeps what was typed through an outage, and says so', async () => {
    const { element, input, change, coatcheck } = await render()
    coatcheck.fail(503)
    await change('lend-me-your-coat', 'a-new-coat-every-day')
    expect(element.querySelector('form [role=alert]')?.textContent).toContain('The server is in trouble.')
    expect(input('new-password').value).toBe('a-new-coat-every-day')
  })

  it('logs out everywhere', async () => {
    const { element, fixture, news, coatcheck } = await render()
    coatcheck.setOtherSessions({})
    const button = [...element.querySelectorAll('button')].at(-1)
    button?.click()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(coatcheck.auth.isLoggedOut()).toBe(true)
    })
    await vi.waitFor(() => {
      expect(news()).toBe('You are logged out on every device, this one included.')
    })
    expect(coatcheck.otherSessions).toEqual([])
  })

  it('says that one is still logged in when that fails', async () => {
    const { element, fixture, coatcheck } = await render()
    coatcheck.fail(503)
    ;[...element.querySelectorAll('button')].at(-1)?.click()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.textContent).toContain('You are still logged in here.')
    })
    expect(coatcheck.auth.isLoggedIn()).toBe(true)
  })
})
