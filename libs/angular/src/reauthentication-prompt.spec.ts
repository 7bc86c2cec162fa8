import { Component, inject, signal } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { AuthService } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { registerReauthenticationPrompt } from './reauthentication-prompt'

@Component({ selector: 'app-own-prompt', template: 'Your password, please.' })
class OwnPrompt {
  constructor() {
    registerReauthenticationPrompt()
  }
}

@Component({
  selector: 'app-shell',
  imports: [OwnPrompt],
  template: `
    {{ auth.reauthenticationWanted()?.because }}
    @if (isShown()) {
      <app-own-prompt />
    }
  `,
})
class Shell {
  protected readonly auth = inject(AuthService)
  readonly isShown = signal(true)
}

describe('registerReauthenticationPrompt', () => {
  it('makes a component of the app the one that requests wait for, as long as it is shown', async () => {
    TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
    const coatcheck = TestBed.inject(CoatcheckTesting)
    coatcheck.requireReauthentication()
    const shell = TestBed.createComponent(Shell)
    await shell.whenStable()
    const deleted = coatcheck.auth.deleteAccount()
    await expect.poll(() => (shell.nativeElement as HTMLElement).textContent).toContain('delete your account')
    shell.componentInstance.isShown.set(false)
    await expect(deleted).rejects.toMatchObject({ code: 'reauthentication_required' })
    await shell.whenStable()
    expect((shell.nativeElement as HTMLElement).textContent).not.toContain('delete your account')
  })
})
