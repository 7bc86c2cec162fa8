import { HttpClient, provideHttpClient } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { throwError } from 'rxjs'
import { describe, expect, it, vi } from 'vitest'
import { HoodPage } from './hood-page'

function render() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideCoatcheckTesting({ profile: {} })],
  })
  const fixture = TestBed.createComponent(HoodPage)
  fixture.detectChanges()
  const server = TestBed.inject(HttpTestingController)
  const element = fixture.nativeElement as HTMLElement
  const button = element.querySelector('button')
  if (!button) throw new Error('There is no button.')
  const answer = async (body: object) => {
    for (const path of ['/auth/status', '/auth/me']) server.expectOne(path).flush(body)
    await fixture.whenStable()
  }
  return { fixture, server, element, button, answer, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('HoodPage', () => {
  it('shows what the server says', async () => {
    const { element, answer } = render()
    await answer({ email: 'ada@example.org' })
    expect(element.textContent).toContain('ada@example.org')
  })

  it('shows nothing of Ada once she is logged out, and asks again', async () => {
    const { fixture, element, answer, coatcheck } = render()
    await answer({ email: 'ada@example.org' })
    await coatcheck.logOut()
    fixture.detectChanges()
    expect(element.textContent).not.toContain('ada@example.org')
    await answer({ authenticated: false })
    expect(element.textContent).toContain('"authenticated": false')
  })

  it('drops an answer about Ada that comes after her logout', async () => {
    const { fixture, server, element, answer, coatcheck } = render()
    const late = ['/auth/status', '/auth/me'].map((path) => server.expectOne(path))
    await coatcheck.logOut()
    fixture.detectChanges()
    for (const request of late) request.flush({ email: 'ada@example.org' })
    await answer({ authenticated: false })
    expect(element.textContent).not.toContain('ada@example.org')
    expect(element.textContent).toContain('"authenticated": false')
  })

  it('asks once at a time, and keeps the focus on the button meanwhile', async () => {
    const { fixture, button, answer } = render()
    await answer({})
    button.click()
    button.click()
    fixture.detectChanges()
    expect([button.textContent.trim(), button.disabled, button.ariaDisabled]).toEqual(['Asking…', false, 'true'])
    await answer({})
  })

  it('stops asking when something else than the server fails', async () => {
    const { fixture, button, answer } = render()
    await answer({})
    vi.spyOn(TestBed.inject(HttpClient), 'get').mockReturnValue(throwError(() => new TypeError('a bug')))
    button.click()
    await fixture.whenStable()
    expect(button.textContent.trim()).toBe('Ask again')
  })
})
