import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { LoginPage } from './login-page'

@Component({ template: '' })
class OtherPage {}

const routes = [
  { path: 'login', component: LoginPage },
  { path: '**', component: OtherPage },
]

async function open(url: string) {
  TestBed.configureTestingModule({
    providers: [provideRouter(routes, withComponentInputBinding()), provideCoatcheckTesting()],
  })
  const harness = await RouterTestingHarness.create(url)
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
  return { page, input, type, submit, coatcheck: TestBed.inject(CoatcheckTesting), router: TestBed.inject(Router) }
}

describe('LoginPage', () => {
  it('is a form that password managers know', async () => {
    const { input } = await open('/login')
    expect([input('username').type, input('current-password').type]).toEqual(['email', 'password'])
    expect([input('username').name, input('current-password').name]).toEqual(['login.email', 'login.password'])
  })

  it.each([
    [
      'the wanted page, query and fragment included',
      '/login?returnUrl=%2Forders%3Fpage%3D2%23total',
      '/orders?page=2#total',
    ],
    ['home when nothing was wanted', '/login', '/'],
    ['home when another origin was wanted (FC-19)', '/login?returnUrl=%2F%2Fevil.example', '/'],
  ])('leads to %s', async (_, from, to) => {
    const { type, submit, router } = await open(from)
    type('username', 'ada@example.org')
    type('current-password', 'correct horse battery')
    await submit()
    await vi.waitFor(() => {
      expect(router.url).toBe(to)
    })
  })

  it('says what is missing, next to the field', async () => {
    const { page, submit, router } = await open('/login')
    await submit()
    expect([...page.querySelectorAll('mat-error')].map(({ textContent }) => textContent)).toEqual([
      'Your e-mail address is missing.',
      'Your password is missing.',
    ])
    expect(router.url).toBe('/login')
  })

  it('says that the password is wrong, in an alert', async () => {
    const { page, type, submit, coatcheck, router } = await open('/login')
    coatcheck.fail(401, { code: 'invalid_credentials' })
    type('username', 'ada@example.org')
    type('current-password', 'wrong')
    await submit()
    expect(page.querySelector('[role=alert]')?.textContent).toContain('do not go together')
    expect(router.url).toBe('/login')
  })

  it('moves the focus to the field that the server refused, and to the password when it named none', async () => {
    const { page, input, type, submit, coatcheck } = await open('/login')
    type('username', 'ada')
    type('current-password', 'wrong')
    coatcheck.fail(400, {
      code: 'invalid_input',
      errors: [{ pointer: '/email', message: 'is not an e-mail address' }],
    })
    await submit()
    expect(page.querySelector('mat-error')?.textContent).toBe('This is not an e-mail address.')
    expect(document.activeElement).toBe(input('username'))

    type('username', 'ada@example.org')
    coatcheck.fail(401, { code: 'invalid_credentials' })
    await submit()
    expect(document.activeElement).toBe(input('current-password'))
  })

  it.each([
    ['idle_timeout', 'Nothing happened here for a while, so you were logged out.'],
    ['revoked', 'You were logged out from another device.'],
    ['password_changed', 'Your password was changed'],
    ['account_deleted', 'Your account was deleted.'],
  ] as const)(
    'tells why the person was logged out, and still leads to the wanted page (%s)',
    async (reason, sentence) => {
      const { page, type, submit, coatcheck, router } = await open('/login?returnUrl=%2Fdevices')
      coatcheck.expire(reason)
      await vi.waitFor(() => {
        expect(page.querySelector('.lead')?.textContent).toContain(sentence)
      })
      type('username', 'ada@example.org')
      type('current-password', 'correct horse battery')
      await submit()
      await vi.waitFor(() => {
        expect(router.url).toBe('/devices')
      })
    },
  )

  it('shows the password on request', async () => {
    const { page, input } = await open('/login')
    page.querySelector<HTMLButtonElement>('button[aria-label="Show the password"]')?.click()
    await vi.waitFor(() => {
      expect(input('current-password').type).toBe('text')
    })
  })
})
