import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { News } from '../shell/news'
import { NameForm } from './name-form'

async function render() {
  TestBed.configureTestingModule({
    providers: [provideCoatcheckTesting({ profile: { name: 'Ada Byron' } })],
  })
  const fixture = TestBed.createComponent(NameForm)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const input = element.querySelector('input')
  if (!input) throw new Error('There is no input.')
  const keep = async (name: string) => {
    input.value = name
    input.dispatchEvent(new Event('input'))
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await fixture.whenStable()
  }
  return { fixture, element, input, keep, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('NameForm', () => {
  it('begins with the name that the person has', async () => {
    const { input } = await render()
    expect([input.value, input.autocomplete]).toEqual(['Ada Byron', 'name'])
  })

  it('changes the name, and says so', async () => {
    const { keep, coatcheck } = await render()
    await keep('Ada Lovelace')
    expect(coatcheck.auth.profile()?.name).toBe('Ada Lovelace')
    expect(TestBed.inject(News).latest()?.text).toBe('From now on you are Ada Lovelace.')
  })

  it('does not take away what is being typed when the profile changes', async () => {
    const { fixture, input, coatcheck } = await render()
    input.value = 'Ada, Countess'
    input.dispatchEvent(new Event('input'))
    await coatcheck.auth.updateProfile({ locale: 'de' })
    await fixture.whenStable()
    expect(input.value).toBe('Ada, Countess')
  })

  it('shows nothing of Ada to Grace', async () => {
    const { fixture, input, coatcheck } = await render()
    coatcheck.switchUser()
    await fixture.whenStable()
    expect(input.value).toBe('Grace Hopper')
  })

  it('moves the focus to a name that was refused, and says why', async () => {
    const { element, input, keep, coatcheck } = await render()
    coatcheck.fail(400, { code: 'invalid_input', errors: [{ pointer: '/name', message: 'is too long' }] })
    await keep('A'.repeat(101))
    expect(element.querySelector('mat-error')?.textContent).toBe('This is too long.')
    expect(document.activeElement).toBe(input)
  })

  it('asks for a name when there is none', async () => {
    const { element, keep } = await render()
    await keep('')
    expect(element.querySelector('mat-error')?.textContent).toBe('What should we call you?')
  })
})
