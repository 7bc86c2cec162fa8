import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting, testProfile } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { COATCHECK_CONFIG, defaultConfig } from './coatcheck-config'
import { CoatAvatar } from './coat-avatar'
import { hueOf } from './hue-of'

async function render(profile: Parameters<typeof testProfile>[0] | null = {}, prefix = '/auth') {
  TestBed.configureTestingModule({
    providers: [
      provideCoatcheckTesting({ profile }),
      { provide: COATCHECK_CONFIG, useValue: { ...defaultConfig, prefix } },
    ],
  })
  const fixture = TestBed.createComponent(CoatAvatar)
  const element = fixture.nativeElement as HTMLElement
  await fixture.whenStable()
  return { fixture, element, image: () => element.querySelector('img'), words: () => element.textContent.trim() }
}

describe('CoatAvatar', () => {
  it('shows the initials of whoever is logged in, in a hue of their own', async () => {
    const { element, image, words } = await render({ id: 'usr_ada', initials: 'AL' })
    expect([image(), words()]).toEqual([null, 'AL'])
    expect(element.style.getPropertyValue('--coat-hue')).toBe(hueOf('usr_ada').toString())
  })

  it('shows the picture, from the origin of the API', async () => {
    const { image, words } = await render({ picture: '/auth/avatar/usr_ada?v=1' }, 'https://api.example.org/auth')
    expect(image()?.src).toBe('https://api.example.org/auth/avatar/usr_ada?v=1')
    expect(words()).toBe('')
  })

  it('falls back to the initials when the picture cannot be loaded, and tries the next one', async () => {
    const { fixture, image, words } = await render({ picture: '/auth/avatar/usr_ada?v=1' })
    image()?.dispatchEvent(new Event('error'))
    await fixture.whenStable()
    expect([image(), words()]).toEqual([null, 'AL'])
    TestBed.inject(CoatcheckTesting).logIn({ picture: '/auth/avatar/usr_ada?v=2', version: '2' })
    await fixture.whenStable()
    expect(image()?.src).toContain('?v=2')
  })

  it('shows somebody else when it is told to', async () => {
    const { fixture, words } = await render()
    fixture.componentRef.setInput('profile', testProfile({ id: 'usr_grace', initials: 'GH' }))
    await fixture.whenStable()
    expect(words()).toBe('GH')
  })

  it('is hidden from screen readers, unless it has a label', async () => {
    const { fixture, element } = await render()
    expect([element.ariaHidden, element.getAttribute('role')]).toEqual(['true', null])
    fixture.componentRef.setInput('label', 'Ada Lovelace')
    await fixture.whenStable()
    expect([element.ariaHidden, element.getAttribute('role'), element.ariaLabel]).toEqual([null, 'img', 'Ada Lovelace'])
  })

  it('is empty while nobody is logged in', async () => {
    const { words } = await render(null)
    expect(words()).toBe('')
  })
})
