import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { RegisterPage } from './register-page'

async function open() {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: '**', component: RegisterPage }], withComponentInputBinding()),
      provideCoatcheckTesting(),
    ],
  })
  const harness = await RouterTestingHarness.create('/register?returnUrl=%2Fprofile')
  const page = harness.routeNativeElement
  if (!page) throw new Error('The page was not rendered.')
  const input = (autocomplete: string) => {
    const found = page.querySelector<HTMLInputElement>(`input[autocomplete="${autocomplete}"]`)
    if (!found) throw new Error(`There is no input for ${autocomplete}.`)
    return found
  }
  const type = (autocomplete: string, text: string) => {
    input(autocomplete).value = text
    input(autocomplete).dispatchEvent(new Event('input'))
  }
  const submit = async () => {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await harness.fixture.whenStable()
  }
  type('name', 'Ada Lovelace')
  type('username', 'ada.lovelace@example.org')
  type('new-password', 'ada.lovelace')
  return { page, input, type, submit, coatcheck: TestBed.inject(CoatcheckTesting), router: TestBed.inject(Router) }
}

const tooWeak = {
  code: 'password_too_weak' as const,
  errors: [{ pointer: '/password', message: 'is little more than your name or address' }],
}

describe('RegisterPage', () => {
  it('moves the focus to the field that the server refused', async () => {
    const { page, input, submit, coatcheck } = await open()
    coatcheck.fail(400, tooWeak)
    await submit()
    expect(page.querySelector('mat-error')?.textContent).toBe('This is little more than your name or address.')
    expect(document.activeElement).toBe(input('new-password'))
  })

  it('moves the focus to the password when the server named no field', async () => {
    const { input, submit, coatcheck } = await open()
    coatcheck.fail(409, { code: 'email_taken' })
    await submit()
    expect(document.activeElement).toBe(input('new-password'))
  })

  it('can be sent again after a change to another field than the one refused', async () => {
    const { page, type, submit, coatcheck, router } = await open()
    coatcheck.fail(400, tooWeak)
    await submit()
    await coatcheck.recover()
    type('username', 'somebody@example.org')
    await submit()
    expect(page.querySelector('mat-error')).toBeNull()
    await vi.waitFor(() => {
      expect(router.url).toBe('/profile')
    })
  })
})
