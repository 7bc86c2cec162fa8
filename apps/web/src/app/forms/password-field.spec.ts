import { Component, signal } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { form, required } from '@angular/forms/signals'
import { describe, expect, it } from 'vitest'
import { PasswordField } from './password-field'

@Component({
  imports: [PasswordField],
  template: `<app-password-field
    label="New password"
    autocomplete="new-password"
    hint="12 characters"
    [field]="form.password"
  />`,
})
class Host {
  readonly model = signal({ password: '' })
  readonly form = form(this.model, (path) => {
    required(path.password, { message: 'Choose one.' })
  })
}

async function render() {
  const fixture = TestBed.createComponent(Host)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  const input = element.querySelector('input')
  const button = element.querySelector('button')
  if (!input || !button) throw new Error('The field is not complete.')
  return { fixture, element, input, button, host: fixture.componentInstance }
}

describe('PasswordField', () => {
  it('is what password managers look for, and is written into the form', async () => {
    const { input, host } = await render()
    input.value = 'a-new-coat-every-day'
    input.dispatchEvent(new Event('input'))
    expect(host.model().password).toBe('a-new-coat-every-day')
    expect([input.type, input.autocomplete]).toEqual(['password', 'new-password'])
  })

  it('shows the password on request, says which one, and hides it again', async () => {
    const { fixture, input, button } = await render()
    expect(button.ariaLabel).toBe('Show the new password')
    button.click()
    await fixture.whenStable()
    expect([input.type, button.ariaLabel]).toEqual(['text', 'Hide the new password'])
    button.click()
    await fixture.whenStable()
    expect(input.type).toBe('password')
  })

  it('says the rules beforehand, and what is wrong instead of them', async () => {
    const { fixture, element, input } = await render()
    expect(element.querySelector('mat-hint')?.textContent).toBe('12 characters')
    input.dispatchEvent(new Event('blur'))
    await fixture.whenStable()
    expect(element.querySelector('mat-error')?.textContent).toBe('Choose one.')
    expect(input.getAttribute('aria-describedby')).toBe(element.querySelector('mat-error')?.id)
  })
})
