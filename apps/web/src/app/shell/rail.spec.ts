import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { Rail } from './rail'

async function render(options: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting(options)] })
  const fixture = TestBed.createComponent(Rail)
  const labels = async () => {
    await fixture.whenStable()
    return [...(fixture.nativeElement as HTMLElement).querySelectorAll('a')].map(({ textContent }) => textContent)
  }
  return { labels, coatcheck: TestBed.inject(CoatcheckTesting) }
}

const open = ['Home', 'Countries', 'Under the hood']

describe('Rail', () => {
  it('leads to the open pages alone while nobody is known to be logged in', async () => {
    const { labels } = await render({ unknown: true })
    expect(await labels()).toEqual(open)
  })

  it('leads to the pages of the person from the login to the logout', async () => {
    const { labels, coatcheck } = await render({})
    coatcheck.logIn()
    expect(await labels()).toEqual([...open, 'Profile', 'Devices', 'Security', 'Account'])
    await coatcheck.logOut()
    expect(await labels()).toEqual(open)
  })
})
