import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { SessionCare } from './session-care'

async function render(expiresInSeconds = 1800) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  coatcheck.logIn({}, { expiresInSeconds })
  const fixture = TestBed.createComponent(SessionCare)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await fixture.whenStable()
  const press = async (label: string) => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)
    if (!button) throw new Error(`There is no button ${label}.`)
    button.click()
    await fixture.whenStable()
  }
  return { fixture, element, press, coatcheck }
}

describe('SessionCare', () => {
  it('shows nothing while the end is far and nobody asks for a password', async () => {
    const { element } = await render()
    expect([element.querySelector('section'), element.querySelector('dialog[open]')]).toEqual([null, null])
  })

  it('asks for the password, says what for, and says in our words that it is wrong', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.requireReauthentication()
    void coatcheck.auth.deleteAccount().catch(() => undefined)
    await vi.waitFor(() => {
      expect(element.querySelector('dialog[open]')?.textContent).toContain(
        'because you are about to delete your account',
      )
    })
    coatcheck.fail(403, { code: 'invalid_credentials' })
    element.querySelector('form')?.requestSubmit()
    const password = element.querySelector<HTMLInputElement>('input[autocomplete=current-password]')
    if (password) password.value = 'wrong'
    element.querySelector('form')?.requestSubmit()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('dialog [role=alert]')?.textContent).toContain('That is not your password.')
    })
  })

  it('asks whoever has no password for a provider, and says in our words what for', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.setIdentities([{}], { hasPassword: false })
    coatcheck.requireReauthentication()
    void coatcheck.auth.deleteAccount().catch(() => undefined)
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('dialog[open]')?.textContent).toMatch(
        /Confirm once more that it is you, because you are about to delete your account\..*Confirm with Google/s,
      )
    })
    expect(element.querySelector('input[autocomplete=current-password]')).toBeNull()
  })

  it('warns before the end, and says in our words that it could not be put off', async () => {
    const { fixture, element, press, coatcheck } = await render(100)
    expect(element.querySelector('section')?.textContent).toContain('You will be logged out in')
    coatcheck.fail(503, { retryAfterSeconds: 5 })
    await press('Stay logged in')
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('section [role=alert]')?.textContent).toContain(
        'You are still logged in here. The server is in trouble. Try again in 5 seconds.',
      )
    })
  })
})
