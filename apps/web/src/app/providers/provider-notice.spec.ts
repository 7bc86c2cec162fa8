import { Location } from '@angular/common'
import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, RouterOutlet, withComponentInputBinding } from '@angular/router'
import { guestGuard, LoginProviders } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { injectCameBackTo } from './inject-came-back-to'
import { ProviderNotice } from './provider-notice'

@Component({ template: '<h1 tabindex="-1">A page</h1>' })
class Page {}

@Component({
  imports: [ProviderNotice, RouterOutlet],
  template: `
    <main>
      @if (cameBackTo(); as url) {
        <app-provider-notice [cameBackTo]="url" />
      }
      <router-outlet />
    </main>
  `,
})
class Shell {
  readonly cameBackTo = injectCameBackTo()
}

/** A provider has led the browser to the URL: a new document. */
async function comeBackTo(url: string, profile: object | null = {}) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'login', canMatch: [guestGuard], component: Page },
          { path: '**', component: Page },
        ],
        withComponentInputBinding(),
      ),
      provideCoatcheckTesting({ profile, providers: [{}] }),
    ],
  })
  TestBed.inject(Location).go(url)
  const router = TestBed.inject(Router)
  const fixture = TestBed.createComponent(Shell)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  router.initialNavigation()
  const words = async () => {
    await TestBed.inject(LoginProviders).list()
    await fixture.whenStable()
    return element.querySelector('.trouble')?.textContent.replace(/\s+/g, ' ').trim() ?? ''
  }
  await fixture.whenStable()
  return { element, words, router, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('ProviderNotice', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  it('explains on the page that linking came back to, in an alert, and takes it out of the URL', async () => {
    const { element, words, router } = await comeBackTo('/security?tab=ways&problem=identity_taken&provider=google#x')
    expect(await words()).toMatch(/^That login belongs to another account\. Whoever you are at Google .* unlink it/)
    expect(element.querySelector('.trouble')?.parentElement?.role).toBe('alert')
    expect([router.url, TestBed.inject(Location).path(true)]).toEqual(['/security?tab=ways#x', '/security?tab=ways#x'])
  })

  it('says to whoever turned back, without alarm, that nothing was changed', async () => {
    const { element, words } = await comeBackTo('/security?problem=denied&provider=google')
    expect(await words()).toContain('You turned back at Google. Nothing was changed.')
    expect(element.querySelector('.trouble.calm')?.parentElement?.role).toBe('status')
  })

  it('never shows what somebody put into the link', async () => {
    const { element, words } = await comeBackTo('/security?problem=expired&provider=evil.example')
    expect(await words()).toContain('The way back from the provider was too long.')
    expect(element.textContent).not.toContain('evil')
  })

  it.each(['/security', '/security?problem=made-up&provider=google'])('has nothing to say on %s', async (url) => {
    const { words, router } = await comeBackTo(url)
    expect(await words()).toBe('')
    expect(router.url).toBe(url)
  })

  it('leaves the word to the login page', async () => {
    const { element, words, router } = await comeBackTo('/login?problem=denied&provider=google', null)
    expect(await words()).toBe('')
    expect([router.url, element.querySelector('app-provider-notice')]).toEqual([
      '/login?problem=denied&provider=google',
      null,
    ])
  })

  it('says nothing of the login page’s problem once the person is in', async () => {
    const { words, router, coatcheck } = await comeBackTo('/login?problem=denied&provider=google', null)
    coatcheck.logIn()
    await router.navigateByUrl('/')
    expect(await words()).toBe('')
  })

  it('explains to whoever is logged in and led past the login page', async () => {
    const { words, router } = await comeBackTo('/login?problem=expired&provider=google')
    expect(await words()).toContain('The way back from Google was too long.')
    expect(router.url).toBe('/')
  })

  it('is gone once it was closed, and the heading has the focus', async () => {
    const { element, words } = await comeBackTo('/security?problem=denied&provider=google')
    await words()
    element.querySelector<HTMLElement>('.trouble button')?.click()
    expect(await words()).toBe('')
    expect(document.activeElement).toBe(element.querySelector('h1'))
  })

  it('stays behind on the page that it is about', async () => {
    const { words, router } = await comeBackTo('/security?problem=denied&provider=google')
    await words()
    await router.navigateByUrl('/devices')
    expect(await words()).toBe('')
  })

  it('FC-12 tells nobody what happened to somebody else', async () => {
    const { words, coatcheck } = await comeBackTo('/security?problem=wrong_identity&provider=google')
    expect(await words()).not.toBe('')
    coatcheck.switchUser()
    expect(await words()).toBe('')
  })
})
