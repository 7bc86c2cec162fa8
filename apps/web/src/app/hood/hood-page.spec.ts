import { HttpClient } from '@angular/common/http'
import { HttpTestingController } from '@angular/common/http/testing'
import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { HoodPage } from './hood-page'
import { provideHood, underTheHood } from './spec/set-up-attack'
import { textIn } from './spec/text-in'

async function render(profile: object | null = { email: 'ada@example.org' }) {
  TestBed.configureTestingModule({ providers: [...provideHood(profile), provideRouter([])] })
  const fixture = TestBed.createComponent(HoodPage)
  fixture.detectChanges()
  const server = TestBed.inject(HttpTestingController)
  const element = fixture.nativeElement as HTMLElement
  const look = async (answer: object = underTheHood) => {
    server.expectOne('/api/under-the-hood').flush(answer)
    await fixture.whenStable()
  }
  if (profile) await look()
  await fixture.whenStable()
  const lane = (name: string) => textIn(element.querySelector(`[aria-labelledby=${name}]`))
  const again = () => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => /Ask/.test(textContent))
    if (!button) throw new Error('There is no button.')
    return button
  }
  return { fixture, server, element, look, lane, again, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('HoodPage', () => {
  it('shows the sealed cookie, and what a script sees of it', async () => {
    const { lane } = await render()
    expect(lane('browser')).toMatch(/sid= 43 characters, sealed/)
    expect(lane('browser')).toMatch(/HttpOnly .* SameSite=Lax/)
    expect(lane('browser')).toMatch(/document.cookie "" Nothing/)
    expect(lane('browser')).toContain('ada@example.org')
  })

  it('shows the row, with the beginning of the hash', async () => {
    const { lane } = await render()
    expect(lane('server')).toMatch(/SHA-256 Qm3x9aBc… of the token/)
    expect(lane('server')).toContain('ses_test')
  })

  it('shows what went by last, with the cookies of which the server told', async () => {
    const { fixture, server, lane } = await render()
    TestBed.inject(HttpClient)
      .post('/auth/session/reauthenticate', { password: 'secret' })
      .subscribe({ error: () => undefined })
    await fixture.whenStable()
    expect(lane('wire')).toContain('A request is on the way')
    const setCookies = [{ name: 'sid', length: 43, attributes: ['Path=/', 'HttpOnly'] }]
    const report = JSON.stringify({ cookies: [{ name: 'sid', length: 43 }], setCookies })
    server
      .expectOne('/auth/session/reauthenticate')
      .flush(
        { code: 'forbidden', title: 'No' },
        { status: 403, statusText: '', headers: { 'x-under-the-hood': report } },
      )
    await fixture.whenStable()
    expect(lane('wire')).toMatch(/POST \/auth\/session\/reauthenticate 403/)
    expect(lane('wire')).toMatch(/Set-Cookie sid= 43 characters, sealed Path=\/; HttpOnly .*Refused forbidden No/)
    expect(lane('wire')).not.toContain('secret')
  })

  it('lights the lanes through which it went, each time anew', async () => {
    const { fixture, server, element } = await render()
    const lights = () => [...element.querySelectorAll('.light')]
    expect(lights()).toEqual([])
    const ask = async (status: number) => {
      TestBed.inject(HttpClient)
        .get('/auth/me')
        .subscribe({ error: () => undefined })
      server.expectOne('/auth/me').flush({}, { status, statusText: '' })
      await fixture.whenStable()
      return lights()
    }
    const first = await ask(200)
    expect(first.map(({ className }) => className)).toEqual(['light well', 'light well', 'light well'])
    const second = await ask(503)
    expect(second.map(({ className }) => className)).toEqual(['light lost', 'light lost'])
    expect(first).not.toContain(second[0])
  })

  it('shows nothing of Ada once she is logged out', async () => {
    const { fixture, element, lane, coatcheck } = await render()
    await coatcheck.logOut()
    await fixture.whenStable()
    expect(element.textContent).not.toMatch(/ada@example.org|ses_test|Qm3x9aBc/)
    expect(lane('server')).toContain('No row')
    expect(lane('browser')).toContain('No session cookie')
    expect(lane('attacks')).toContain('Log in and come back')
  })

  it('asks once at a time, and keeps the focus on the button meanwhile', async () => {
    const { fixture, again, look } = await render()
    again().click()
    again().click()
    fixture.detectChanges()
    expect([again().textContent.trim(), again().disabled, again().ariaDisabled]).toEqual(['Asking…', false, 'true'])
    await look()
    expect(again().textContent.trim()).toBe('Ask again')
  })

  it('says that the server did not answer, until it does', async () => {
    const { fixture, element, again, look, coatcheck } = await render()
    coatcheck.fail(503)
    again().click()
    fixture.detectChanges()
    await look()
    expect(element.textContent).toContain('The server did not answer.')
    await coatcheck.recover()
    again().click()
    fixture.detectChanges()
    await look()
    expect(element.textContent).not.toContain('The server did not answer.')
  })

  it('says so when the server does not tell about the row', async () => {
    const { fixture, server, lane, again } = await render()
    again().click()
    fixture.detectChanges()
    server.expectOne('/api/under-the-hood').flush(null, { status: 503, statusText: '' })
    await fixture.whenStable()
    expect(lane('server')).toContain('The server did not say.')
  })
})
