import { HttpErrorResponse, HttpHeaders } from '@angular/common/http'
import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { textIn } from '../spec/text-in'
import { AttackFailed, type Outcome } from './attack'
import { AttackRow } from './attack-row'

const refused: Outcome = { held: true, verdict: 'Refused', steps: [{ did: 'Knocked', got: '403' }], why: 'Closed.' }

async function render(run: () => Promise<Outcome>, profile: object | null = {}) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile })] })
  const fixture = TestBed.createComponent(AttackRow)
  fixture.componentRef.setInput('attack', { title: 'Knock', story: 'At the door.', button: 'Knock', run })
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  const button = element.querySelector('button')
  if (!button) throw new Error('There is no button.')
  const press = async () => {
    button.click()
    await fixture.whenStable()
  }
  const news = () => textIn(element.querySelector('[role=status]'))
  return { fixture, element, button, press, news, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('AttackRow', () => {
  it('shows what was tried, what came back, and why', async () => {
    const { press, news, element } = await render(() => Promise.resolve(refused))
    await press()
    expect(news()).toBe('Refused Knocked 403 Closed.')
    expect(element.querySelector('.broken')).toBeNull()
  })

  it('shows that an attack got through', async () => {
    const { press, element } = await render(() => Promise.resolve({ ...refused, held: false }))
    await press()
    expect(element.querySelector('.broken')).not.toBeNull()
  })

  it('runs once at a time, and says so while the button keeps the focus', async () => {
    const end = Promise.withResolvers<Outcome>()
    const run = vi.fn(() => end.promise)
    const { fixture, button, press } = await render(run)
    await press()
    await press()
    expect([button.textContent.trim(), button.disabled, button.ariaDisabled]).toEqual(['Trying…', false, 'true'])
    end.resolve(refused)
    await vi.waitFor(() => {
      fixture.detectChanges()
      expect([button.textContent.trim(), button.ariaDisabled, run.mock.calls.length]).toEqual(['Knock', null, 1])
    })
  })

  it('does nothing while nobody is logged in, and keeps what it has shown', async () => {
    const run = vi.fn(() => Promise.resolve(refused))
    const { fixture, button, press, news, coatcheck } = await render(run)
    await press()
    await coatcheck.logOut()
    await fixture.whenStable()
    await press()
    expect([button.ariaDisabled, run.mock.calls.length, news()]).toEqual(['true', 1, 'Refused Knocked 403 Closed.'])
  })

  const answer = (status: number, headers = {}) => new HttpErrorResponse({ status, headers: new HttpHeaders(headers) })
  it.each<[Error, RegExp]>([
    [new AttackFailed('The door was not there.'), /^The door was not there.$/],
    [answer(0), /Check your connection/],
    [answer(401), /Log in and try again/],
    [answer(429, { 'retry-after': '40' }), /Try again in 40 seconds/],
    [answer(503, { 'retry-after': '1' }), /nothing was proven. Try again in 1 second/],
    [answer(500), /nothing was proven. Try again in a moment/],
    [new TypeError('a bug'), /Reload/],
  ])('has a sentence for what kept it from being tried: %s', async (error, sentence) => {
    const { press, news } = await render(() => Promise.reject(error))
    await press()
    expect(news()).toMatch(sentence)
  })
})
