import { provideHttpClient } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { CountriesPage } from './countries-page'

const countries = [
  { code: 'AX', name: 'Åland', capital: 'Mariehamn', continent: 'Europe', flag: '🇦🇽', visited: false },
  { code: 'PE', name: 'Peru', capital: 'Lima', continent: 'South America', flag: '🇵🇪', visited: true },
]
const markOfAland = { method: 'PUT', url: '/api/countries/AX/visited' }

async function render(profile: object | null, answer: object = { countries }) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      provideRouter([]),
      provideCoatcheckTesting({ profile }),
    ],
  })
  const fixture = TestBed.createComponent(CountriesPage)
  const server = TestBed.inject(HttpTestingController)
  const element = fixture.nativeElement as HTMLElement
  fixture.detectChanges()
  if (profile) server.expectOne('/api/countries').flush(answer)
  await fixture.whenStable()
  const clickAland = async () => {
    element.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
    await fixture.whenStable()
  }
  return { fixture, server, element, clickAland, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('CountriesPage', () => {
  it('invites somebody who is logged out, without a request', async () => {
    const { element, server } = await render(null)
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/login?returnUrl=%2Fcountries')
    server.verify()
  })

  it('counts the countries visited', async () => {
    const { element } = await render({})
    expect(element.querySelector('[role=status]')?.textContent).toContain('1 of 2')
  })

  it('finds a country without its accents', async () => {
    const { element, fixture } = await render({})
    const box = element.querySelector<HTMLInputElement>('input[type=search]')
    if (!box) throw new Error('There is no filter.')
    box.value = 'aland'
    box.dispatchEvent(new Event('input'))
    await fixture.whenStable()
    expect([...element.querySelectorAll('.name')].map(({ textContent }) => textContent)).toEqual(['Åland'])
  })

  it('takes a mark back when it could not be kept', async () => {
    const { element, server, clickAland } = await render({})
    await clickAland()
    expect(element.textContent).toContain('2 of 2')
    const request = server.expectOne(markOfAland)
    expect(request.request.body).toEqual({ visited: true })
    request.flush(null, { status: 503, statusText: 'Service Unavailable' })
    await vi.waitFor(() => {
      expect(element.textContent).toContain('The mark for Åland could not be kept.')
    })
    expect(element.textContent).toContain('1 of 2')
  })

  it('shows nothing of Ada once she is logged out', async () => {
    const { element, fixture, coatcheck } = await render({})
    await coatcheck.logOut()
    await fixture.whenStable()
    expect(element.textContent).not.toContain('Peru')
    expect(element.textContent).toContain('Log in to see them')
  })

  it('sends the latest wish after the answer to the one before', async () => {
    const { element, server, clickAland } = await render({})
    await clickAland()
    await clickAland()
    const first = server.expectOne(markOfAland)
    expect(first.request.body).toEqual({ visited: true })
    first.flush(null)
    await vi.waitFor(() => {
      const second = server.expectOne(markOfAland)
      expect(second.request.body).toEqual({ visited: false })
      second.flush(null)
    })
    expect(element.textContent).toContain('1 of 2')
    server.verify()
  })

  it('takes nothing back when a later wish has overtaken the failed one', async () => {
    const { element, server, clickAland } = await render({})
    for (let click = 0; click < 2; click++) await clickAland()
    server.expectOne(markOfAland).flush(null, { status: 503, statusText: 'Service Unavailable' })
    await vi.waitFor(() => {
      server.expectOne(markOfAland).flush(null)
    })
    await new Promise((resolve) => setTimeout(resolve))
    expect(element.textContent).toContain('1 of 2')
    expect(element.textContent).not.toContain('could not be kept')
  })

  it('goes back to what the server has kept when the last of several wishes fails', async () => {
    const { element, server, clickAland } = await render({})
    for (let click = 0; click < 2; click++) await clickAland()
    server.expectOne(markOfAland).flush(null)
    await vi.waitFor(() => {
      server.expectOne(markOfAland).flush(null, { status: 503, statusText: 'Service Unavailable' })
    })
    await vi.waitFor(() => {
      expect(element.textContent).toContain('2 of 2')
    })
  })

  it('sends no wish of Ada once Grace is here', async () => {
    const { element, fixture, server, clickAland, coatcheck } = await render({})
    for (let click = 0; click < 2; click++) await clickAland()
    const mark = server.expectOne(markOfAland)
    coatcheck.switchUser()
    fixture.detectChanges()
    server.expectOne('/api/countries').flush({ countries })
    mark.flush(null, { status: 503, statusText: 'Service Unavailable' })
    await fixture.whenStable()
    server.verify()
    expect(element.textContent).toContain('1 of 2')
    expect(element.textContent).not.toContain('could not be kept')
  })

  it('offers another try when the answer holds no list, and moves the focus to the heading meanwhile', async () => {
    const { element, fixture, server } = await render({}, {})
    document.body.append(element)
    element.querySelector('button')?.click()
    fixture.detectChanges()
    expect(document.activeElement).toBe(element.querySelector('h1'))
    server.expectOne('/api/countries').flush({ countries })
    await fixture.whenStable()
    expect(element.textContent).toContain('1 of 2')
    element.remove()
  })
})
