import { provideHttpClient } from '@angular/common/http'
import { DeferBlockBehavior, TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { App } from './app'

async function render(profile: object | null) {
  TestBed.configureTestingModule({
    deferBlockBehavior: DeferBlockBehavior.Playthrough,
    providers: [
      provideRouter([{ path: '**', children: [] }]),
      provideHttpClient(),
      provideCoatcheckTesting({ profile }),
    ],
  })
  const fixture = TestBed.createComponent(App)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await fixture.whenStable()
  return {
    fixture,
    coatcheck: TestBed.inject(CoatcheckTesting),
    dialogs: () =>
      [...element.querySelectorAll('app-session-care, coat-expiry-warning, dialog')].map((e) => e.localName),
    dialog: () => element.querySelector('dialog[open]'),
  }
}

const all = ['app-session-care', 'coat-expiry-warning', 'dialog']

describe('App', () => {
  it('has the dialogs of a session while somebody is logged in, and nothing of them before and after', async () => {
    const { fixture, coatcheck, dialogs } = await render(null)
    expect(dialogs()).toEqual([])
    for (const name of ['Ada', 'Grace']) {
      coatcheck.logIn({ name })
      await fixture.whenStable()
      expect(dialogs()).toEqual(all)
      await coatcheck.logOut()
      await fixture.whenStable()
      expect(dialogs()).toEqual([])
    }
  })

  it('L1 takes the question for the password away with the person who was asked', async () => {
    const { fixture, coatcheck, dialog } = await render({})
    coatcheck.requireReauthentication()
    const deleted = coatcheck.auth.deleteAccount()
    await vi.waitFor(() => {
      expect(dialog()).not.toBeNull()
    })
    coatcheck.switchUser()
    await expect(deleted).rejects.toMatchObject({ code: 'reauthentication_required' })
    await fixture.whenStable()
    expect(dialog()).toBeNull()
  })
})
