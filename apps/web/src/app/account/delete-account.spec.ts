import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { registerReauthenticationPrompt } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { DeleteAccount } from './delete-account'

@Component({ template: '' })
class Prompt {
  constructor() {
    registerReauthenticationPrompt()
  }
}

async function render() {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting({ profile: {} })] })
  TestBed.createComponent(Prompt)
  const fixture = TestBed.createComponent(DeleteAccount)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const press = async (label: string) => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)
    if (!button) throw new Error(`There is no button ${label}.`)
    button.click()
    await fixture.whenStable()
  }
  return { fixture, element, press, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('DeleteAccount', () => {
  it('says what is lost before anything is, and takes the focus there', async () => {
    const { element, press, coatcheck } = await render()
    await press('Delete the account…')
    expect(element.textContent).toMatch(/your name, your e-mail address and your picture[\s\S]*every session of yours/)
    expect(document.activeElement).toBe(element.querySelector('h3'))
    expect(coatcheck.auth.isLoggedIn()).toBe(true)
  })

  it('goes back when the person keeps it, and the focus with it', async () => {
    const { element, press } = await render()
    await press('Delete the account…')
    await press('Keep it')
    expect(document.activeElement).toBe(element.querySelector('button'))
    expect(element.querySelector('h3')).toBeNull()
  })

  it('deletes the account once the password was confirmed, and the reason is known', async () => {
    const { press, coatcheck } = await render()
    coatcheck.requireReauthentication()
    await press('Delete the account…')
    await press('Delete the account')
    await vi.waitFor(() => {
      expect(coatcheck.auth.reauthenticationWanted()).toMatchObject({ because: 'delete your account' })
    })
    await coatcheck.auth.reauthenticate({ password: 'lend-me-your-coat' })
    await vi.waitFor(() => {
      expect(coatcheck.auth.endReason()).toBe('account_deleted')
    })
  })

  it('does not say that it is kept while it is being deleted', async () => {
    const { element, press, coatcheck } = await render()
    coatcheck.requireReauthentication()
    await press('Delete the account…')
    await press('Delete the account')
    await press('Keep it')
    expect(element.textContent).toContain('Deleting…')
    const keep = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Keep it')
    expect(keep?.ariaDisabled).toBe('true')
  })

  it('deletes nothing when the prompt is closed, and says so', async () => {
    const { fixture, element, press, coatcheck } = await render()
    coatcheck.requireReauthentication()
    await press('Delete the account…')
    await press('Delete the account')
    await vi.waitFor(() => {
      expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
    })
    coatcheck.auth.cancelReauthentication()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.textContent).toContain('Your account is still here. It was not confirmed that it is you')
    })
    expect(coatcheck.auth.isLoggedIn()).toBe(true)
  })
})
