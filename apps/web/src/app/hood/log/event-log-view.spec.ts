import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { Traffic } from '../wire/traffic'
import { tapWire } from '../wire/wire-tap'
import { EventLog } from './event-log'
import { EventLogView } from './event-log-view'

async function render() {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([tapWire])),
      provideHttpClientTesting(),
      provideCoatcheckTesting({ profile: {} }),
      ...[Traffic, EventLog],
    ],
  })
  const fixture = TestBed.createComponent(EventLogView)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  const ask = async (...paths: string[]) => {
    for (const path of paths) {
      TestBed.inject(HttpClient).get(path).subscribe()
      TestBed.inject(HttpTestingController).expectOne(path).flush({})
    }
    await fixture.whenStable()
  }
  const press = async (name: RegExp) => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => name.test(textContent))
    if (!button) throw new Error(`There is no button ${name.source}.`)
    button.click()
    await fixture.whenStable()
    return button
  }
  const lines = () => [...element.querySelectorAll('.words')].map(({ textContent }) => textContent)
  return { fixture, element, ask, press, lines, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('the log', () => {
  it('says what will be here', async () => {
    expect((await render()).element.querySelector('[role=log]')?.textContent).toContain('What happens from now on')
  })

  it('lists requests and events, the newest first, and says so to screen readers', async () => {
    const { fixture, element, ask, lines, coatcheck } = await render()
    await ask('/auth/status')
    coatcheck.expire()
    await fixture.whenStable()
    expect(lines()).toEqual(['Logged out', 'GET /auth/status'])
    expect(element.querySelector('[role=log]')?.getAttribute('aria-live')).toBe('polite')
  })

  it('stands still while it is paused, loses nothing, and says how much is waiting', async () => {
    const { ask, press, lines, element } = await render()
    await ask('/auth/a')
    await press(/Pause/)
    await ask('/auth/b', '/auth/c')
    expect(lines()).toEqual(['GET /auth/a'])
    expect(element.querySelector('button')?.textContent).toContain('2 waiting')
    await press(/Go on/)
    expect(lines()).toEqual(['GET /auth/c', 'GET /auth/b', 'GET /auth/a'])
  })

  it('can be cleared, also while it is paused', async () => {
    const { ask, press, lines } = await render()
    await ask('/auth/a')
    await press(/Clear/)
    expect(lines()).toEqual([])
    await ask('/auth/b')
    await press(/Pause/)
    await press(/Clear/)
    expect(lines()).toEqual([])
    await ask('/auth/c')
    expect((await press(/Go on, 1 waiting/)).textContent.trim()).toBe('Pause')
    expect(lines()).toEqual(['GET /auth/c'])
  })

  it('forgets what is older than the last hundred', async () => {
    const { ask, lines } = await render()
    await ask(...Array.from({ length: 101 }, (_, index) => `/auth/${index.toString()}`))
    expect([lines().length, lines().at(-1)]).toEqual([100, 'GET /auth/1'])
  })
})
