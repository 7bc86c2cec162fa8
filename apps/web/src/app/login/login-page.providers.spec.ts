import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { LoginProviders } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { providerProblems } from '@coatcheck/contract'
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
    providers: [provideRouter(routes, withComponentInputBinding()), provideCoatcheckTesting({ providers: [{}] })],
  })
  const harness = await RouterTestingHarness.create(url)
  const page = harness.routeNativeElement
  if (!page) throw new Error('The page was not rendered.')
  const settle = async () => {
    await TestBed.inject(LoginProviders).list()
    await harness.fixture.whenStable()
  }
  await settle()
  const trouble = () => page.querySelector('.trouble')?.textContent.replace(/\s+/g, ' ').trim() ?? ''
  const press = async (name: string) => {
    const button = [...page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name)
    if (!button) throw new Error(`There is no button ${name}.`)
    button.click()
    await harness.fixture.whenStable()
  }
  const logIn = async () => {
    for (const [autocomplete, text] of [
      ['username', 'ada@example.org'],
      ['current-password', 'correct horse battery'],
    ]) {
      const input = page.querySelector<HTMLInputElement>(`input[autocomplete="${autocomplete ?? ''}"]`)
      if (!input) throw new Error('The form is not complete.')
      input.value = text ?? ''
      input.dispatchEvent(new Event('input'))
    }
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
  }
  const coatcheck = TestBed.inject(CoatcheckTesting)
  const leftWith = () => Object.fromEntries(new URLSearchParams(coatcheck.leftFor[0]?.split('?')[1]))
  return { page, settle, trouble, press, logIn, leftWith, coatcheck, router: TestBed.inject(Router) }
}

describe('LoginPage with providers', () => {
  it('takes the wanted page and "remember me" along to the provider', async () => {
    const { page, settle, press, leftWith } = await open('/login?returnUrl=%2Forders%3Fpage%3D2')
    page.querySelector<HTMLElement>('input[type=checkbox]')?.click()
    await settle()
    await press('Log in with Google')
    expect(leftWith()).toEqual({ returnUrl: '/orders?page=2', remember: 'true' })
  })

  it('FC-19 takes no other origin along', async () => {
    const { press, leftWith } = await open('/login?returnUrl=%2F%2Fevil.example')
    await press('Log in with Google')
    expect(leftWith()).toEqual({ returnUrl: '/' })
  })

  it.each(providerProblems)('says why the provider led to nothing, and what to do next (%s)', async (problem) => {
    const { page, trouble } = await open(`/login?problem=${problem}&provider=google`)
    expect(page.querySelector('.trouble h2')?.textContent).not.toBe('')
    expect(trouble()).toMatch(/\. [A-Z].+\.$/)
    const announcer = page.querySelector('.trouble')?.parentElement?.role
    expect(announcer).toBe(problem === 'denied' ? 'status' : 'alert')
  })

  it.each(['', 'made-up', '%3Cb%3E', 'toString'])('says nothing about the problem %j', async (problem) => {
    const { page } = await open(`/login?problem=${problem}&provider=google`)
    expect(page.querySelector('.trouble, app-provider-trouble')).toBeNull()
  })

  it('never shows what somebody put in the place of the provider', async () => {
    const { page, trouble } = await open('/login?problem=expired&provider=evil.example')
    expect(trouble()).toContain('the provider')
    expect(page.textContent).not.toContain('evil')
  })

  it.each(['denied', 'expired', 'provider_unavailable', 'rejected', 'unavailable'])(
    'offers another try after %s, with the wanted page',
    async (problem) => {
      const { press, leftWith } = await open(`/login?returnUrl=%2Forders&problem=${problem}&provider=google`)
      await press('Try again with Google')
      expect(leftWith()).toEqual({ returnUrl: '/orders' })
    },
  )

  it('says once that it leads to the provider, at the button that was pressed', async () => {
    const { page, press } = await open('/login?problem=denied&provider=google')
    await press('Try again with Google')
    const told = [...page.querySelectorAll('app-provider-button [role=status]')].map(({ textContent }) => textContent)
    expect(told).toEqual(['Leading you to Google…', ''])
    const buttons = [...page.querySelectorAll('app-provider-button button')]
    expect(buttons.map(({ textContent }) => textContent.trim())).toEqual([
      'Leading you to Google…',
      'Log in with Google',
    ])
    expect(buttons.map(({ ariaDisabled }) => ariaDisabled)).toEqual(['true', 'true'])
  })

  it('FC-26 FC-27 leads whoever has an account with that address to where Google can be linked', async () => {
    const { trouble, logIn, router, page } = await open('/login?problem=email_taken&provider=google')
    expect(trouble()).toContain('Log in to it as usual, then link Google on the security page.')
    expect(page.textContent).not.toContain('Try again with Google')
    await logIn()
    await vi.waitFor(() => {
      expect(router.url).toBe('/security')
    })
  })

  it('leads to the page that was asked for by name all the same', async () => {
    const { logIn, router } = await open('/login?returnUrl=%2Forders&problem=email_taken&provider=google')
    await logIn()
    await vi.waitFor(() => {
      expect(router.url).toBe('/orders')
    })
  })

  it('drops the explanation once the person tries the password', async () => {
    const { trouble, logIn, coatcheck } = await open('/login?problem=denied&provider=google')
    coatcheck.fail(401, { code: 'invalid_credentials' })
    await logIn()
    expect(trouble()).toBe('')
  })

  it('takes the wanted page along to the registration, and not the problem', async () => {
    const { page } = await open('/login?returnUrl=%2Forders&problem=denied&provider=google')
    expect(page.querySelector('a')?.getAttribute('href')).toBe('/register?returnUrl=%2Forders')
  })

  it('explains a session that ended at the provider, and says nothing of it after the login', async () => {
    const wanted = encodeURIComponent('/security?tab=ways&problem=identity_taken&provider=google')
    const { trouble, settle, logIn, router } = await open(`/login?returnUrl=${wanted}`)
    await settle()
    expect(trouble()).toContain('It ended while you were at Google')
    expect(router.url).toBe('/login?returnUrl=%2Fsecurity%3Ftab%3Dways&problem=session_ended&provider=google')
    await logIn()
    await vi.waitFor(() => {
      expect(router.url).toBe('/security?tab=ways')
    })
  })
})
