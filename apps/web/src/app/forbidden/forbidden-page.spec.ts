import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { ForbiddenPage } from './forbidden-page'

async function render(options: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting(options)] })
  const fixture = TestBed.createComponent(ForbiddenPage)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  return { element, links: [...element.querySelectorAll('a')].map((link) => link.getAttribute('href')) }
}

describe('ForbiddenPage', () => {
  it('says that the person stays logged in, and leads on', async () => {
    const { element, links } = await render({ profile: { name: 'Ada Lovelace' } })
    expect(element.textContent).toMatch(/logged in as Ada Lovelace[\s\S]*you stay logged in/)
    expect(links).toEqual(['/', '/profile'])
  })

  it('says nothing about roles of their own to somebody who is logged out', async () => {
    const { element, links } = await render({})
    expect(element.textContent).not.toContain('logged in as')
    expect(links).toEqual(['/'])
  })
})
