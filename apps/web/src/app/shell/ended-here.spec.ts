import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { EndedHere } from './ended-here'

@Component({ template: '' })
class AnyPage {}

async function open(url: string) {
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: '**', component: AnyPage }]), provideCoatcheckTesting({ profile: {} })],
  })
  const fixture = TestBed.createComponent(EndedHere)
  const element = fixture.nativeElement as HTMLElement
  const go = async (to: string) => {
    await TestBed.inject(Router).navigateByUrl(to)
    await fixture.whenStable()
  }
  await go(url)
  const words = async () => {
    await fixture.whenStable()
    return element.textContent.trim()
  }
  return { fixture, element, go, words, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('EndedHere', () => {
  it('says on an open page why the session ended, and leads back to it after the login', async () => {
    const { element, words, coatcheck } = await open('/countries?page=2')
    coatcheck.expire('revoked')
    expect(await words()).toContain('logged out from another device')
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/login?returnUrl=%2Fcountries%3Fpage%3D2')
  })

  it.each(['/login?returnUrl=%2Fprofile', '/register', '/login#top'])('leaves the word to %s', async (url) => {
    const { words, coatcheck } = await open(url)
    coatcheck.expire('idle_timeout')
    expect(await words()).toBe('')
  })

  it('waits for a navigation that is under way', async () => {
    const { fixture, element, go, words, coatcheck } = await open('/')
    const { promise, resolve } = Promise.withResolvers<boolean>()
    TestBed.inject(Router).resetConfig([{ path: '**', component: AnyPage, canActivate: [() => promise] }])
    const gone = go('/login')
    coatcheck.expire('idle_timeout')
    fixture.detectChanges()
    expect(element.textContent.trim()).toBe('')
    resolve(true)
    await gone
    expect(await words()).toBe('')
  })

  it('says nothing to somebody who logged out, or whose reason nobody knows', async () => {
    const { words, coatcheck } = await open('/')
    await coatcheck.logOut()
    expect(await words()).toBe('')
  })

  it('offers no login to an account that is gone', async () => {
    const { element, words, coatcheck } = await open('/')
    coatcheck.expire('account_deleted')
    expect(await words()).toContain('deleted')
    expect(element.querySelector('a')).toBeNull()
  })

  it('is quiet once it was closed, and after the next login', async () => {
    const { element, words, coatcheck } = await open('/')
    coatcheck.expire('idle_timeout')
    await words()
    element.querySelector('button')?.click()
    expect(await words()).toBe('')
    coatcheck.logIn()
    coatcheck.expire('absolute_timeout')
    expect(await words()).not.toBe('')
    coatcheck.logIn()
    expect(await words()).toBe('')
  })
})
